using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmAdmin.Conditions.Builder;

/// <summary>A draft tree written as a condition group: only what is finished.</summary>
/// <param name="Group">The group; null where nothing is finished.</param>
/// <param name="Places">Where each finished part stands, such as «conditionGroup.conditions[2]».</param>
internal sealed record WrittenDraft(JsonObject? Group, IReadOnlyDictionary<string, int> Places)
{
    // People read it, and nothing puts it into HTML unescaped: quotes and Hangul stand as they are.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it is sent; null where nothing is finished.</summary>
    public string? Text => Group?.ToJsonString(Plain);

    /// <summary>As people read it: a line for each condition, groups indented.</summary>
    public string Pretty
    {
        get
        {
            var text = new StringBuilder();
            Write(text, Group ?? new JsonObject { ["operator"] = "AND", ["conditions"] = new JsonArray() }, "");
            return text.ToString();
        }
    }

    private static void Write(StringBuilder text, JsonNode node, string indent)
    {
        if (node["conditions"] is not JsonArray children)
        {
            var members = node.AsObject().Select(member => $"\"{member.Key}\": {Inline(member.Value)}");
            text.Append(indent).Append("{ ").AppendJoin(", ", members).Append(" }");
            return;
        }

        text.Append(indent).Append("{ \"operator\": ").Append(Inline(node["operator"])).Append(", \"conditions\": [");
        for (var index = 0; index < children.Count; index++)
        {
            text.Append(index == 0 ? "\n" : ",\n");
            Write(text, children[index]!, indent + "  ");
        }

        text.Append(children.Count == 0 ? "] }" : $"\n{indent}] }}");
    }

    private static string Inline(JsonNode? value) => value is JsonArray array
        ? $"[{string.Join(", ", array.Select(Inline))}]"
        : value?.ToJsonString(Plain) ?? "null";
}
