using System.Globalization;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrmAdmin.Http.OpenApi;

/// <summary>Gives the document its title, credentials, named schemas and refusals.</summary>
internal sealed class DocumentWriter(ApiDescriptions descriptions) : IOpenApiDocumentTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "CRM Core",
            Version = "v1",
            Description = Texts.Get("Http.ApiIntroduction", CultureInfo.CurrentUICulture),
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = descriptions.Operations.Values.Select(o => ApiOperation.Text(o.Tag)!).Distinct().Select(name => new OpenApiTag { Name = name }).ToHashSet();
        foreach (var (name, example) in descriptions.Schemas)
        {
            var schema = ExampleSchema.OfAnswer(example, document);
            if (schema is OpenApiSchema own)
            {
                own.Examples = [descriptions.Expand(example)!];
            }

            document.AddComponent<IOpenApiSchema>(name, schema);
        }

        ApiErrors.AddTo(document);
        ApiSecurity.AddTo(document);
        return Task.CompletedTask;
    }
}
