using System.Text.Json;

namespace CrmAdmin.Exports.Writing;

/// <summary>A JSON value as people read it: texts without quotes, numbers and booleans as they are, the rest as JSON.</summary>
internal sealed class JsonText
{
    private byte[] scratch = new byte[1024];

    /// <summary>The readable form, and whether it is text that a spreadsheet might take for something else. Good until the next call.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> json, out bool isText)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        isText = reader.TokenType is JsonTokenType.String or JsonTokenType.StartArray or JsonTokenType.StartObject;
        if (scratch.Length < json.Length)
        {
            scratch = new byte[json.Length * 2];
        }

        return reader.TokenType switch
        {
            JsonTokenType.String => scratch.AsSpan(0, reader.CopyString(scratch)),
            JsonTokenType.Number when json.ContainsAny("eE"u8) => scratch.AsSpan(0, NumberText.Write(reader.GetDouble(), scratch)),
            _ => json,
        };
    }
}
