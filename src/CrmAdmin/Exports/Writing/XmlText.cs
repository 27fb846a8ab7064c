using System.Buffers;
using System.Buffers.Text;

namespace CrmAdmin.Exports.Writing;

/// <summary>
/// Text of a workbook's cell. What XML forbids is written «_xHHHH_», and so that no text is mistaken for that, an
/// underscore which would begin such a group is itself written «_x005F_».
/// </summary>
internal static class XmlText
{
    // 0xEF begins U+F000 to U+FFFF in UTF-8, where XML forbids U+FFFE and U+FFFF.
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(b => (byte)b).Where(b => b is not ((byte)'\t' or (byte)'\n')), .. "&<>_"u8, 0xEF]);

    /// <summary>Writes a UTF-8 text as the content of an element.</summary>
    public static void Write(Utf8Output output, ReadOnlySpan<byte> text)
    {
        for (var next = text.IndexOfAny(Special); next >= 0; next = text.IndexOfAny(Special))
        {
            output.Write(text[..next]);
            text = text[(next + WriteSpecial(output, text[next..]))..];
        }

        output.Write(text);
    }

    /// <summary>Writes what stands at the beginning of the text and tells how many bytes of the text that was.</summary>
    private static int WriteSpecial(Utf8Output output, ReadOnlySpan<byte> text)
    {
        if (ForbiddenLength(text) is var length and > 0)
        {
            WriteForbidden(output, length == 1 ? text[0] : 0xFF40 + text[2]);
            return length;
        }

        // A bare CR would be read back as LF.
        output.Write(text[0] switch
        {
            (byte)'&' => "&amp;"u8,
            (byte)'<' => "&lt;"u8,
            (byte)'>' => "&gt;"u8,
            (byte)'\r' => "&#13;"u8,
            (byte)'_' when LooksEscaped(text) => "_x005F_"u8,
            _ => text[..1],
        });
        return 1;
    }

    private static void WriteForbidden(Utf8Output output, int codeUnit)
    {
        output.Write("_x"u8);
        Utf8Formatter.TryFormat(codeUnit, output.Reserve(4), out var written, new StandardFormat('X', 4));
        output.Advance(written);
        output.Write((byte)'_');
    }

    /// <summary>How many bytes a forbidden character takes at the beginning of the text; 0 where there is none.</summary>
    private static int ForbiddenLength(ReadOnlySpan<byte> text)
    {
        if (text[0] < 0x20)
        {
            return text[0] is (byte)'\t' or (byte)'\n' or (byte)'\r' ? 0 : 1;
        }

        return text is [0xEF, 0xBF, 0xBE or 0xBF, ..] ? 3 : 0;
    }

    /// <summary>Whether a reader would take the underscore here for the beginning of «_xHHHH_».</summary>
    private static bool LooksEscaped(ReadOnlySpan<byte> text)
    {
        if (text is not [(byte)'_', (byte)'x', _, _, _, _, _, ..])
        {
            return false;
        }

        foreach (var digit in text[2..6])
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }
        }

        // The closing underscore may be the text's own, or the first byte of an escape of ours.
        return text[6] == '_' || ForbiddenLength(text[6..]) > 0;
    }
}
