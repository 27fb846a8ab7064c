namespace CrmAdmin.Http.OpenApi;

/// <summary>The contract as a document, and a page that shows it.</summary>
public static class OpenApiFeature
{
    private const string DocumentPath = "/openapi/v1.json";

    /// <summary>Adds the document's writers.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<ApiDescriptions>();
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = route => route.ActionDescriptor.EndpointMetadata.OfType<ContractRoute>().Any();
            options.AddDocumentTransformer<DocumentWriter>();
            options.AddOperationTransformer<OperationWriter>();
        });
        return services;
    }

    /// <summary>Serves /docs, with every script and style from this program, in the pages' own colours.</summary>
    public static void UseApiPage(this WebApplication app) => app.UseSwaggerUI(options =>
    {
        options.RoutePrefix = "docs";
        options.DocumentTitle = "CRM Core API";
        options.InjectStylesheet("/app.css");
        options.InjectStylesheet("/css/docs.css");
        options.SwaggerEndpoint(DocumentPath, "v1");
    });

    /// <summary>Maps /openapi/v1.json, in the reader's language, for everybody.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
}
