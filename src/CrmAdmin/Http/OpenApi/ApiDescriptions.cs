using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmAdmin.Http.OpenApi;

/// <summary>One operation of the contract as its feature's Api.json describes it.</summary>
/// <param name="Tag">The feature, in both languages.</param>
/// <param name="Content">summary, description, body, required, form, query, ifMatch, status, answer, file.</param>
internal sealed record ApiOperation(JsonNode Tag, JsonObject Content)
{
    /// <summary>A text of a pair [Korean, English] in the language in use; null where there is none.</summary>
    public static string? Text(JsonNode? pair) =>
        (string?)pair?[CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? 1 : 0];
}

/// <summary>
/// What the features say of their routes: each folder's Api.json, by examples. «#Name» in one stands for the schema of
/// that name in any of them; more such signs are told in <see cref="ExampleSchema"/>.
/// </summary>
internal sealed class ApiDescriptions
{
    private readonly Dictionary<string, ApiOperation> operations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode> schemas = new(StringComparer.Ordinal);

    public ApiDescriptions()
    {
        var assembly = typeof(ApiDescriptions).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".Api.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            Add(JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!);
        }
    }

    /// <summary>The named examples, from which the named schemas follow.</summary>
    public IReadOnlyDictionary<string, JsonNode> Schemas => schemas;

    /// <summary>The operations by «METHOD /path» below the base path; those of /exports by their whole path.</summary>
    public IReadOnlyDictionary<string, ApiOperation> Operations => operations;

    /// <summary>The name of a route in <see cref="Operations"/>.</summary>
    public static string Name(string method, string path)
    {
        var rooted = "/" + path.Trim('/').Replace("*", "", StringComparison.Ordinal);
        var relative = rooted.StartsWith(CrmPaths.Base + "/", StringComparison.Ordinal) ? rooted[CrmPaths.Base.Length..] : rooted;
        return $"{method} {relative}";
    }

    /// <summary>An example with every «#Name» replaced by what it stands for.</summary>
    public JsonNode? Expand(JsonNode? example) => example switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith('#') => Expand(schemas[text[1..]]),
        JsonObject members => new JsonObject(members.Where(m => !ExampleSchema.IsSchemaAlone(m.Key)).Select(m => KeyValuePair.Create(ExampleSchema.NameOf(m.Key), Expand(m.Value)))),
        JsonArray items => new JsonArray([.. items.Where(item => !ExampleSchema.IsSchemaAlone(item)).Select(Expand)]),
        JsonValue value when value.TryGetValue<string>(out var text) => ExampleSchema.Shown(text),
        _ => example?.DeepClone(),
    };

    private void Add(JsonNode feature)
    {
        foreach (var (name, example) in feature["schemas"]?.AsObject() ?? [])
        {
            schemas.Add(name, example!);
        }

        foreach (var (name, content) in feature["operations"]!.AsObject())
        {
            operations.Add(name, new ApiOperation(feature["tag"]!, content!.AsObject()));
        }
    }
}
