using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CrmAdmin.Http.OpenApi;

/// <summary>Reads the schema of a value off its example; closed sets of values are named here.</summary>
internal static class ExampleSchema
{
    private static readonly Dictionary<string, string[]> Choices = new(StringComparer.Ordinal)
    {
        ["role"] = ["VIEWER", "MEMBER", "ADMIN", "OWNER"],
        ["actorKind"] = ["user", "apiKey", "token", "system"],
        ["direction"] = ["from", "to"],
        ["mode"] = ["sync", "async"],
        ["exportType"] = ["contacts", "activities"],
        ["version"] = ["v1", "v2"],
        ["fieldType"] =
        [
            "TEXT", "LONG_TEXT", "EMAIL", "PHONE", "URL", "NUMBER", "BOOLEAN", "DATE", "DATETIME", "DROPDOWN", "RADIO", "MULTI_CHECKBOX", "FILE",
        ],
    };

    /// <summary>The schema that fits an example; «#Name» refers to the schema of that name.</summary>
    public static IOpenApiSchema Of(JsonNode? example, OpenApiDocument document, string? name = null) => example switch
    {
        JsonObject members => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = members.ToDictionary(m => m.Key, m => Of(m.Value, document, m.Key)),
        },
        JsonArray items => new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(items.FirstOrDefault(), document) },
        JsonValue value => OfValue(value, document, name),
        _ => new OpenApiSchema(),
    };

    private static IOpenApiSchema OfValue(JsonValue value, OpenApiDocument document, string? name) => value.GetValueKind() switch
    {
        JsonValueKind.String => OfText(value.GetValue<string>(), document, name),
        JsonValueKind.Number => new OpenApiSchema { Type = value.TryGetValue<long>(out _) ? JsonSchemaType.Integer : JsonSchemaType.Number },
        _ => new OpenApiSchema { Type = JsonSchemaType.Boolean },
    };

    private static IOpenApiSchema OfText(string text, OpenApiDocument document, string? name)
    {
        if (text.StartsWith('#'))
        {
            return new OpenApiSchemaReference(text[1..], document);
        }

        return new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Format = text == "binary" ? text : Instants.TryParse(text, out _) ? "date-time" : Instants.TryParseDay(text, out _) ? "date" : null,
            Enum = name is not null && Choices.TryGetValue(name, out var choices) ? [.. choices.Select(c => (JsonNode)c)] : null,
        };
    }
}
