using System.Globalization;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrmAdmin.Http.OpenApi;

/// <summary>Completes each operation of the document by what its feature says of it and by the rules its route is under.</summary>
internal sealed class OperationWriter(ApiDescriptions descriptions) : IOpenApiOperationTransformer
{
    private const string JsonType = "application/json";

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var method = context.Description.HttpMethod!;
        var path = context.Description.RelativePath!;
        if (!descriptions.Operations.TryGetValue(ApiDescriptions.Name(method, path), out var known))
        {
            return Task.CompletedTask;
        }

        var (content, document) = (known.Content, context.Document!);
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Summary = ApiOperation.Text(content["summary"]);
        operation.Description = Describe(content, metadata);
        operation.Tags = new HashSet<OpenApiTagReference> { new(ApiOperation.Text(known.Tag)!, document) };
        operation.Security = metadata.OfType<SignedLink>().Any() ? [] : ApiSecurity.Of(path.StartsWith("exports", StringComparison.Ordinal), document);
        AddParameters(operation, content, method);
        operation.RequestBody = Body(content, document);
        operation.Responses = Answers(content, document, path.StartsWith("exports", StringComparison.Ordinal), !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method));
        return Task.CompletedTask;
    }

    private static string Describe(JsonObject content, IList<object> metadata)
    {
        var role = (metadata.OfType<RoleNeeded>().LastOrDefault()?.Role ?? Role.Viewer).ToString().ToUpperInvariant();
        var text = ApiOperation.Text(content["description"]);
        var needed = metadata.OfType<SignedLink>().Any() ? null : Texts.Get("Http.ApiRole", CultureInfo.CurrentUICulture, role);
        return string.Join("\n\n", new[] { text, needed }.OfType<string>());
    }

    private static void AddParameters(OpenApiOperation operation, JsonObject content, string method)
    {
        operation.Parameters = [.. operation.Parameters ?? []];
        foreach (var given in content["query"]?.AsArray() ?? [])
        {
            var name = (string)given!;
            operation.Parameters.Add(new OpenApiParameter { Name = name.TrimEnd('!'), In = ParameterLocation.Query, Required = name.EndsWith('!'), Schema = Schema(name) });
        }

        if (HttpMethods.IsPost(method))
        {
            AddHeader(operation, "Idempotency-Key");
        }

        if ((bool?)content["ifMatch"] == true)
        {
            AddHeader(operation, "If-Match");
        }
    }

    private static void AddHeader(OpenApiOperation operation, string name) => operation.Parameters!.Add(
        new OpenApiParameter { Name = name, In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });

    private static OpenApiSchema Schema(string parameter) => parameter switch
    {
        "limit" => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
            Maximum = Limits.PageMost.ToString(CultureInfo.InvariantCulture),
            Default = Limits.PageDefault,
        },
        "from" or "to" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        "permanent" => new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false },
        _ => new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private OpenApiRequestBody? Body(JsonObject content, OpenApiDocument document)
    {
        var (type, example) = content["form"] is { } form ? ("multipart/form-data", form) : (JsonType, content["body"]);
        if (example is null)
        {
            return null;
        }

        var schema = ExampleSchema.OfBody(example, document);
        if (schema is OpenApiSchema own && content["required"] is JsonArray required)
        {
            own.Required = required.Select(r => (string)r!).ToHashSet();
        }

        var media = new OpenApiMediaType { Schema = schema, Example = type == JsonType ? descriptions.Expand(example) : null };
        return new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { [type] = media } };
    }

    private OpenApiResponses Answers(JsonObject content, OpenApiDocument document, bool isExports, bool canConflict)
    {
        var isFile = (bool?)content["file"] == true;
        var media = isFile
            ? new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }
            : new OpenApiMediaType { Schema = ExampleSchema.OfAnswer(content["answer"], document), Example = descriptions.Expand(content["answer"]) };
        var responses = new OpenApiResponses
        {
            [((int?)content["status"] ?? StatusCodes.Status200OK).ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = "OK",
                Content = new Dictionary<string, OpenApiMediaType> { [isFile ? "application/octet-stream" : JsonType] = media },
            },
        };
        foreach (var (status, answer) in ApiErrors.Of(isExports, canConflict, content.ContainsKey("body") || content.ContainsKey("form"), document))
        {
            responses[status] = answer;
        }

        return responses;
    }
}
