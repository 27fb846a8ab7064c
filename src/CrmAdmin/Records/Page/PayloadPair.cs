using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Shell;

namespace CrmAdmin.Records.Page;

/// <summary>A member of an activity's payload while a person types it.</summary>
public sealed class PayloadPair
{
    /// <summary>Its name; one without is left out.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its value; what reads as a number becomes one.</summary>
    public string Value { get; set; } = "";

    /// <summary>The pairs as a payload; null for none. Of one name the last counts.</summary>
    public static JsonObject? Payload(IEnumerable<PayloadPair> pairs)
    {
        var payload = new JsonObject();
        foreach (var pair in pairs.Where(pair => pair.Name.Trim().Length > 0))
        {
            payload[pair.Name.Trim()] = Read(pair.Value.Trim());
        }

        return payload.Count == 0 ? null : payload;
    }

    /// <summary>A value of a payload in words.</summary>
    public static string Say(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when value.TryGetDouble(out var number) => Formats.Number(number),
        JsonValueKind.Null => "—",
        _ => value.GetRawText(),
    };

    // A leading zero is a code, such as 010 or 0071, not a number.
    private static JsonNode Read(string text) =>
        (text is "0" || !text.StartsWith('0') || text.StartsWith("0.", StringComparison.Ordinal))
        && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) <= Http.Limits.NumberMagnitude
            ? number
            : text;
}
