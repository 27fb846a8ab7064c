using System.Text.Json;
using CrmAdmin.Conditions;

namespace CrmAdmin.Http;

/// <summary>Reads the members of a JSON object one by one; what is wrong is collected and named by its path.</summary>
/// <param name="body">The object.</param>
/// <param name="path">Where it stands in the request, as in «activities[3].»; empty for the body itself.</param>
internal sealed class Members(JsonElement body, string path = "")
{
    private readonly List<Detail> wrong = [];

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyList<Detail> Wrong => wrong;

    /// <summary>Whether a member is there, null or not.</summary>
    public bool Has(string name) => body.TryGetProperty(name, out _);

    /// <summary>A member of any kind; null where absent or null.</summary>
    public JsonElement? Element(string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text in NFC, at most so many characters; null where absent, null or empty.</summary>
    public string? Text(string name, int longest)
    {
        if (Element(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Add(name, "Records.TextNeeded");
            return null;
        }

        var text = Folding.Nfc(value.GetString()!);
        if (text.Length > longest)
        {
            Add(name, "Records.TooLong", longest);
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>A text that must be there.</summary>
    public string Required(string name, int longest)
    {
        var before = wrong.Count;
        var text = Text(name, longest);
        if (text is null && wrong.Count == before)
        {
            Add(name, "Http.Required");
        }

        return text ?? "";
    }

    /// <summary>A text that stays as it is where it is not given, and must not be taken away.</summary>
    public string RequiredOr(string name, int longest, string present) => Has(name) ? Required(name, longest) : present;

    /// <summary>A text that stays as it is where it is not given; null and an empty one take it away.</summary>
    public string? TextOr(string name, int longest, string? present) => Has(name) ? Text(name, longest) : present;

    /// <summary>An id or the like that was fixed when the thing was made: it may be given, but must be the same.</summary>
    public void Fixed(string name, string present)
    {
        if (Element(name) is { } value && !(value.ValueKind == JsonValueKind.String && value.ValueEquals(present)))
        {
            Add(name, "Http.Fixed");
        }
    }

    /// <summary>An instant with Z or an offset, which must be there.</summary>
    public DateTime Instant(string name)
    {
        if (Element(name) is { ValueKind: JsonValueKind.String } value && Instants.TryParse(value.GetString(), out var instant))
        {
            return instant;
        }

        Add(name, Element(name) is null ? "Http.Required" : "Http.InstantNeeded");
        return default;
    }

    /// <summary>Adds a wrong place of the caller's own finding.</summary>
    public void Add(string name, string key, params object?[] args) => wrong.Add(new Detail(path + name, key, args));

    /// <summary>400 ValidationError when anything read so far was wrong.</summary>
    public void Check()
    {
        if (wrong.Count > 0)
        {
            throw CrmException.Invalid(wrong);
        }
    }
}
