using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Http;

namespace CrmAdmin.Tests.Http.OpenApi;

/// <summary>Holds values against the schemas of the document. A member that an object's schema does not name is an error.</summary>
internal sealed class ApiSchema(JsonNode document)
{
    /// <summary>What «#/a/b» leads to, or the node itself where it is no reference.</summary>
    public JsonNode Resolve(JsonNode node) =>
        (string?)node["$ref"] is { } reference ? Resolve(reference[2..].Split('/').Aggregate(document, (found, part) => found[part]!)) : node;

    /// <summary>What does not fit, each with its path; empty where all does.</summary>
    public IReadOnlyList<string> Misfits(JsonNode? value, JsonNode schema, string path = "$")
    {
        var resolved = Resolve(schema).AsObject();
        if (resolved["anyOf"] is JsonArray alternatives)
        {
            var tried = alternatives.Select(a => Misfits(value, a!, path)).ToList();
            return tried.Any(misfits => misfits.Count == 0) ? [] : tried[0];
        }

        if (!HasType(value, resolved["type"]))
        {
            return [$"{path} is {Kind(value)}, not {resolved["type"]!.ToJsonString()}"];
        }

        if (resolved["enum"] is JsonArray choices && value is not null && !choices.Any(c => JsonNode.DeepEquals(c, value)))
        {
            return [$"{path} is {value.ToJsonString()}, which is no choice"];
        }

        return value switch
        {
            JsonObject members => [.. Members(members, resolved, path)],
            JsonArray items when resolved["items"] is { } item => [.. items.SelectMany((v, i) => Misfits(v, item, $"{path}[{i}]"))],
            JsonValue when (string?)resolved["format"] == "date-time" && !Instants.TryParse((string?)value, out _) => [$"{path} is no instant"],
            _ => [],
        };
    }

    private IEnumerable<string> Members(JsonObject members, JsonObject schema, string path)
    {
        foreach (var missing in (schema["required"]?.AsArray() ?? []).Select(r => (string)r!).Where(name => !members.ContainsKey(name)))
        {
            yield return $"{path}.{missing} is missing";
        }

        foreach (var (name, value) in members)
        {
            var known = schema["properties"]?[name] ?? schema["additionalProperties"];
            if (known is not null)
            {
                foreach (var misfit in Misfits(value, known, $"{path}.{name}"))
                {
                    yield return misfit;
                }
            }
            else if (schema["properties"] is not null)
            {
                yield return $"{path}.{name} is not described";
            }
        }
    }

    private static bool HasType(JsonNode? value, JsonNode? type) => type switch
    {
        null => true,
        JsonArray several => several.Any(one => HasType(value, one)),
        _ => (string?)type == Kind(value) || ((string?)type == "number" && Kind(value) == "integer"),
    };

    private static string Kind(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => double.IsInteger(value.GetValue<double>()) ? "integer" : "number",
        _ => "boolean",
    };
}
