using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace CrmAdmin.Imports.Reading;

/// <summary>Reads the texts of cells.</summary>
internal static partial class XlsxText
{
    /// <summary>More characters than any cell can hold.</summary>
    private const int Longest = 128 * 1024;

    /// <summary>
    /// All text inside the element under the reader but the readings that stand over East Asian characters; ends on its
    /// end tag. <see cref="InvalidDataException"/> where it is longer than a cell can be.
    /// </summary>
    public static string ReadRuns(XmlReader xml)
    {
        var text = new StringBuilder();
        var depth = xml.Depth;
        if (xml.IsEmptyElement)
        {
            return "";
        }

        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" })
            {
                Pass(xml);
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                Append(xml, text);
            }
        }

        return Unescape(text.ToString());
    }

    /// <summary>The text of the element under the reader, as it is; ends on its end tag.</summary>
    public static string ReadValue(XmlReader xml)
    {
        var text = new StringBuilder();
        var depth = xml.Depth;
        while (!xml.IsEmptyElement && xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                Append(xml, text);
            }
        }

        return text.ToString();
    }

    /// <summary>«_xHHHH_» stands for a character that XML forbids.</summary>
    public static string Unescape(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escaped().Replace(text, match => ((char)int.Parse(match.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
        : text;

    private static void Pass(XmlReader xml)
    {
        var depth = xml.Depth;
        while (!xml.IsEmptyElement && xml.Read() && xml.Depth > depth)
        {
        }
    }

    private static void Append(XmlReader xml, StringBuilder text)
    {
        var chunk = new char[512];
        for (int read; (read = xml.ReadValueChunk(chunk, 0, chunk.Length)) > 0;)
        {
            text.Append(chunk, 0, read);
            if (text.Length > Longest)
            {
                throw new InvalidDataException("A cell is longer than a cell can be.");
            }
        }
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_")]
    private static partial Regex Escaped();
}
