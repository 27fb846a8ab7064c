using System.Text;
using System.Text.Json.Nodes;

namespace CrmAdmin.Tests.Http;

/// <summary>Spoils JSON bodies: members gone, doubled or of another kind, odd values, cut and broken texts.</summary>
internal sealed class BodyMutator(int seed)
{
    private static readonly string[] OddValues =
    [
        "null", "\"\"", "0", "-1", "1e308", "1e400", "1.5", "9007199254740993", "99999999999999999999", "true", "[]", "{}", "[[]]", "[null]",
        "\"\\u0000\"", "\"\\ud800\"", "\"😀\"", "\"ẞİςı\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59.999999999-14:00\"", "\"2026-02-30\"", "\"%_\\\\*'\\\";--\"", "\"data.\"", "\"data.none\"", "\"segmentId\"",
        "{\"a\":1,\"a\":2}", "\"\\u001f\\u001e0\"", "[\"a\",1,null,{}]", "{\"operator\":\"AND\",\"conditions\":[],\"field\":\"name\"}",
        "{\"field\":\"name\",\"operator\":\"between\",\"value\":[\"b\",\"a\"]}", "[\"-dateCreated\",\"name\",\"x\",\"tags\",\"a\",\"b\"]",
    ];

    private readonly Random random = new(seed);

    /// <summary>A spoilt text of a body that was right.</summary>
    public byte[] Spoil(JsonNode example)
    {
        var text = Encoding.UTF8.GetBytes(Write(example));
        return random.Next(12) switch
        {
            0 => text[..random.Next(text.Length)],
            1 => [.. text, .. text],
            2 => [.. text[..(text.Length / 2)], (byte)random.Next(256), .. text[(text.Length / 2)..]],
            3 => Encoding.UTF8.GetBytes(new string('[', 10_000) + new string(']', 10_000)),
            4 => [0xEF, 0xBB, 0xBF, .. text],
            _ => text,
        };
    }

    private string Write(JsonNode? node) => random.Next(6) == 0 ? OddValues[random.Next(OddValues.Length)] : node switch
    {
        JsonObject members => $"{{{string.Join(',', members.SelectMany(Write))}}}",
        JsonArray items => $"[{string.Join(',', items.Select(Write))}]",
        _ => node?.ToJsonString() ?? "null",
    };

    private string[] Write(KeyValuePair<string, JsonNode?> member)
    {
        var text = $"{JsonValue.Create(member.Key).ToJsonString()}:{Write(member.Value)}";
        return random.Next(20) switch
        {
            0 => [],
            1 => [text, text],
            _ => [text],
        };
    }
}
