using System.Text.Json;

namespace CrmAdmin.Conditions;

/// <summary>Strings out of JSON that can be kept and compared: no U+0000 and no lone surrogate.</summary>
internal static class JsonText
{
    /// <summary>The string; false where the element is none, or one that cannot be kept.</summary>
    public static bool TryGet(JsonElement element, out string text)
    {
        text = "";
        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // A \ud800 without its other half.
            return false;
        }

        return !text.Contains('\0', StringComparison.Ordinal);
    }

    /// <summary>Whether the element is exactly this string.</summary>
    public static bool Is(JsonElement element, string text) =>
        element.ValueKind == JsonValueKind.String && element.ValueEquals(text);
}
