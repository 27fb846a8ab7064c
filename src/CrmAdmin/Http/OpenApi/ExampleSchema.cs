using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace CrmAdmin.Http.OpenApi;

/// <summary>
/// Reads the schema of a value off its example. «#Name» stands for the schema of that name, «a|b|c» for a closed set whose
/// first value is the example. «^Name» in an array stands for a schema that its items may have too, a member «^name» for one
/// that may be there: both are left out of the example. A member «?name» may be missing, any other is always there. What no
/// example can show, such as a value of any kind, is named here.
/// </summary>
internal static partial class ExampleSchema
{
    private const char Alone = '^';
    private const char MayMiss = '?';
    private static readonly HashSet<string> OfAnyKind = ["value", "seen", "from", "to"];
    private static readonly HashSet<string> Maps = ["data", "payload", "columnMappings", "suggestedMappings"];
    private static readonly HashSet<string> Nullable = ["ownerId", "records.max", "properties.max"];

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

    /// <summary>The schema that fits the example of an answer, or of what answers and bodies are made of.</summary>
    public static IOpenApiSchema OfAnswer(JsonNode? example, OpenApiDocument document) => Of(example, document, isWhole: true);

    /// <summary>The schema that fits the example of a body, whose members are all free to be left out.</summary>
    public static IOpenApiSchema OfBody(JsonNode? example, OpenApiDocument document) => Of(example, document, isWhole: false);

    /// <summary>The name of a member without its sign.</summary>
    public static string NameOf(string member) => member.TrimStart(Alone, MayMiss);

    /// <summary>Whether an array's item stands for a schema alone, and is no part of the example.</summary>
    public static bool IsSchemaAlone(JsonNode? item) => item is JsonValue value && value.TryGetValue<string>(out var text) && IsSchemaAlone(text);

    /// <summary>Whether a member stands for a schema alone.</summary>
    public static bool IsSchemaAlone(string name) => name.StartsWith(Alone);

    /// <summary>The example's own value of a text.</summary>
    public static string Shown(string text) => ClosedSet().IsMatch(text) ? text[..text.IndexOf('|', StringComparison.Ordinal)] : text;

    private static IOpenApiSchema Of(JsonNode? example, OpenApiDocument document, bool isWhole, string? name = null)
    {
        if (name is not null && OfAnyKind.Contains(name))
        {
            return new OpenApiSchema();
        }

        return example switch
        {
            JsonObject when name is not null && Maps.Contains(name) =>
                new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() },
            JsonObject members => new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = isWhole ? members.Select(m => m.Key).Where(member => NameOf(member) == member).ToHashSet() : null,
                Properties = members.ToDictionary(m => NameOf(m.Key), m => Of(m.Value, document, isWhole, NameOf(m.Key))),
            },
            JsonArray items => new OpenApiSchema { Type = JsonSchemaType.Array, Items = OfItems(items, document, isWhole) },
            JsonValue value => OfValue(value, document, name),
            _ => new OpenApiSchema(),
        };
    }

    private static IOpenApiSchema OfItems(JsonArray items, OpenApiDocument document, bool isWhole)
    {
        var schemas = items.Select(item => Of(item, document, isWhole)).ToList();
        return schemas.Count > 1 && items.Any(IsSchemaAlone) ? new OpenApiSchema { AnyOf = schemas } : schemas.FirstOrDefault() ?? new OpenApiSchema();
    }

    private static IOpenApiSchema OfValue(JsonValue value, OpenApiDocument document, string? name)
    {
        var nullable = name is not null && Nullable.Contains(name) ? JsonSchemaType.Null : default;
        return value.GetValueKind() switch
        {
            JsonValueKind.String => OfText(value.GetValue<string>(), document, name, nullable),
            JsonValueKind.Number => new OpenApiSchema { Type = (value.TryGetValue<long>(out _) ? JsonSchemaType.Integer : JsonSchemaType.Number) | nullable },
            _ => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        };
    }

    private static IOpenApiSchema OfText(string text, OpenApiDocument document, string? name, JsonSchemaType nullable)
    {
        if (text.StartsWith('#') || IsSchemaAlone(text))
        {
            return new OpenApiSchemaReference(text[1..], document);
        }

        var choices = ClosedSet().IsMatch(text) ? text.Split('|') : name is not null ? Choices.GetValueOrDefault(name) : null;
        return new OpenApiSchema
        {
            Type = JsonSchemaType.String | nullable,
            Format = text == "binary" ? text : Instants.TryParse(text, out _) ? "date-time" : Instants.TryParseDay(text, out _) ? "date" : null,
            Enum = choices is null ? null : [.. choices.Select(c => (JsonNode)c)],
        };
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]+(\|[A-Za-z0-9]+)+\z")]
    private static partial Regex ClosedSet();
}
