using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrmAdmin.Bench.Circuits;

/// <summary>What a served page tells the browser about the components that come alive in it.</summary>
/// <param name="Components">The request to make them, as the hub takes it.</param>
/// <param name="State">What they were served with.</param>
internal sealed partial record ServedPage(string Components, string State)
{
    /// <summary>Reads the comments of a page.</summary>
    public static ServedPage Read(string html)
    {
        var operations = Marker().Matches(html).Select((match, i) => (JsonNode)new JsonObject
        {
            ["type"] = "add",
            ["ssrComponentId"] = i + 1,
            ["marker"] = JsonNode.Parse(match.Groups[1].Value),
        });
        var components = new JsonObject { ["batchId"] = 1, ["operations"] = new JsonArray([.. operations]) };
        return new ServedPage(components.ToJsonString(Plain), Served().Match(html).Groups[1].Value);
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex("""<!--Blazor:(\{"type":"server".*?\})-->""")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([^>]*?)-->")]
    private static partial Regex Served();
}
