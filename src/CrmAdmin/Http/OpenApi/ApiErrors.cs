using System.Globalization;
using System.Text.Json.Nodes;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace CrmAdmin.Http.OpenApi;

/// <summary>
/// The refusals of the contract as the document shows them: one answer a status, its codes and an example; those of
/// /exports have a shape of their own.
/// </summary>
internal static class ApiErrors
{
    private static readonly int[] OfEveryOperation = [400, 401, 403, 404, 429, 500, 503];

    private const int Unprocessable = StatusCodes.Status422UnprocessableEntity;

    private static readonly Dictionary<int, string> Messages = new()
    {
        [400] = "Http.ValidationError",
        [401] = "Http.Unauthorized",
        [403] = "Http.Forbidden",
        [404] = "Http.RouteNotFound",
        [405] = "Http.MethodNotAllowed",
        [409] = "Http.VersionConflict",
        [413] = "Http.BodyTooLarge",
        [415] = "Http.UnsupportedMediaType",
        [429] = "Http.TooManyRequests",
        [500] = "Http.InternalError",
        [503] = "Http.StorageUnavailable",
    };

    /// <summary>Adds the envelope's schema and an answer for each status to the document.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSchema>("Error", Envelope());
        document.AddComponent<IOpenApiSchema>("Problem", Problem());
        AddProblems(document);
        foreach (var (status, message) in Messages)
        {
            var codes = Enum.GetValues<ErrorCode>().Where(code => code.Status() == status).ToList();
            document.AddComponent<IOpenApiResponse>(Name(status), new OpenApiResponse
            {
                Description = string.Join(", ", codes),
                Headers = status == 429 ? RateHeaders() : null,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = new OpenApiSchemaReference("Error", document), Example = Example(status, codes[0], message) },
                },
            });
        }
    }

    /// <summary>The refusals that an operation can answer with.</summary>
    /// <param name="isExports">Whether it stands below /exports.</param>
    /// <param name="canConflict">Whether it can change something.</param>
    /// <param name="hasBody">Whether it takes a body.</param>
    /// <param name="document">The document.</param>
    public static IEnumerable<(string Status, IOpenApiResponse Answer)> Of(bool isExports, bool canConflict, bool hasBody, OpenApiDocument document) =>
        OfEveryOperation.Concat(canConflict ? [409] : []).Concat(hasBody ? [413, 415] : []).Concat(isExports ? [Unprocessable] : []).Order().Select(status => (
            status.ToString(CultureInfo.InvariantCulture), (IOpenApiResponse)new OpenApiResponseReference(Name(status, isExports), document)));

    private static string Name(int status, bool isExports = false) =>
        string.Create(CultureInfo.InvariantCulture, $"{(isExports ? "Problem" : "Error")}{status}");

    private static void AddProblems(OpenApiDocument document)
    {
        foreach (var (status, message) in Messages.Append(KeyValuePair.Create(Unprocessable, "Http.ValidationError")))
        {
            var title = ReasonPhrases.GetReasonPhrase(status);
            var example = new JsonObject { ["title"] = title, ["status"] = status, ["detail"] = Texts.Get(message, CultureInfo.CurrentUICulture, 5) };
            if (status == Unprocessable)
            {
                example["validationErrors"] = new JsonArray(new JsonObject
                {
                    ["path"] = "filters.toDate",
                    ["reason"] = Texts.Get("Http.Required", CultureInfo.CurrentUICulture),
                });
            }

            document.AddComponent<IOpenApiResponse>(Name(status, isExports: true), new OpenApiResponse
            {
                Description = title,
                Headers = status == 429 ? RateHeaders() : null,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = new OpenApiSchemaReference("Problem", document), Example = example },
                },
            });
        }
    }

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "title", "status", "detail" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["title"] = Text(),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text(),
            ["validationErrors"] = Places("reason"),
            ["traceId"] = Text(),
        },
    };

    /// <summary>The places that were wrong, each with its message under a name.</summary>
    private static OpenApiSchema Places(string message) => new()
    {
        Type = JsonSchemaType.Array,
        Items = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "path", message },
            Properties = new Dictionary<string, IOpenApiSchema> { ["path"] = Text(), [message] = Text() },
        },
    };

    private static OpenApiSchema Envelope() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "errorCode", "errorMessage" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["errorCode"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames<ErrorCode>().Select(n => (JsonNode)n)] },
            ["errorMessage"] = Text(),
            ["details"] = Places("message"),
            ["message"] = Text(),
            ["traceId"] = Text(),
        },
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static JsonObject Example(int status, ErrorCode code, string message)
    {
        var text = Texts.Get(message, CultureInfo.CurrentUICulture, 5);
        var example = new JsonObject { ["errorCode"] = code.ToString(), ["errorMessage"] = text };
        if (status == 400)
        {
            var detail = new JsonObject
            {
                ["path"] = "conditionGroup.conditions[2].value",
                ["message"] = Texts.Get("Http.WrongKind", CultureInfo.CurrentUICulture),
            };
            example["details"] = new JsonArray(detail);
        }
        else if (status == 429)
        {
            example["message"] = text;
        }
        else if (status == 500)
        {
            example["traceId"] = "0HNQ87A75V6VM:00000001";
        }

        return example;
    }

    private static Dictionary<string, IOpenApiHeader> RateHeaders() =>
        new[] { "Retry-After", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset" }.ToDictionary(
            name => name, _ => (IOpenApiHeader)new OpenApiHeader { Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } });
}
