using System.Text.Json;

namespace CrmAdmin.Exports.Writing;

/// <summary>Reads the texts of a stored JSON array of strings, without making strings of them.</summary>
internal ref struct JsonList
{
    private readonly ReadOnlySpan<byte> json;
    private readonly bool plain;
    private readonly Span<byte> scratch;
    private Utf8JsonReader reader;
    private int at;

    /// <summary>Begins before the first text.</summary>
    /// <param name="json">The array as stored.</param>
    /// <param name="scratch">As long as <paramref name="json"/>; holds a text that was escaped.</param>
    public JsonList(ReadOnlySpan<byte> json, Span<byte> scratch)
    {
        this.json = json;
        this.scratch = scratch;

        // Where nothing is escaped every quote is a delimiter, and the texts stand between them as they are.
        plain = !json.Contains((byte)'\\');
        reader = plain ? default : new Utf8JsonReader(json);
        Current = default;
    }

    /// <summary>The present text. Good until the next step.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Goes to the next text; false after the last.</summary>
    public bool MoveNext() => plain ? NextPlain() : NextEscaped();

    private bool NextPlain()
    {
        var open = json[at..].IndexOf((byte)'"');
        if (open < 0)
        {
            return false;
        }

        var start = at + open + 1;
        var size = json[start..].IndexOf((byte)'"');
        Current = json.Slice(start, size);
        at = start + size + 1;
        return true;
    }

    private bool NextEscaped()
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                Current = scratch[..reader.CopyString(scratch)];
                return true;
            }
        }

        return false;
    }
}
