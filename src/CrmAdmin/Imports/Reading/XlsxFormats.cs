using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace CrmAdmin.Imports.Reading;

/// <summary>What of a number a cell's format shows.</summary>
[Flags]
internal enum XlsxShown
{
    /// <summary>The number itself.</summary>
    Number = 0,

    /// <summary>A day.</summary>
    Day = 1,

    /// <summary>A time of day.</summary>
    Time = 2,
}

/// <summary>The cell formats of a workbook: a date is a number that its format shows as one.</summary>
internal sealed partial class XlsxFormats
{
    /// <summary>As many as a workbook can have.</summary>
    private const int Most = 1 << 16;
    private readonly List<XlsxShown> formats = [];

    /// <summary>Reads them all; <see cref="InvalidDataException"/> where they are more than a workbook can have.</summary>
    /// <param name="xml">The part that holds them; null for none.</param>
    public XlsxFormats(XmlReader? xml)
    {
        var custom = new Dictionary<int, XlsxShown>();
        var inCells = false;
        while (xml?.Read() ?? false)
        {
            if (xml.LocalName == "cellXfs")
            {
                inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" })
            {
                custom[Number(xml, "numFmtId")] = Shown(xml.GetAttribute("formatCode") ?? "");
            }
            else if (inCells && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var id = Number(xml, "numFmtId");
                formats.Add(custom.TryGetValue(id, out var shown) ? shown : BuiltIn(id));
                if (formats.Count > Most)
                {
                    throw new InvalidDataException("The workbook has too many formats.");
                }
            }
        }
    }

    /// <summary>What the format of a cell's «s» shows.</summary>
    public XlsxShown this[string? style] =>
        int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < formats.Count ? formats[at] : XlsxShown.Number;

    /// <summary>What a format code shows, by its letters outside of literal text.</summary>
    public static XlsxShown Shown(string code)
    {
        if (Elapsed().IsMatch(code))
        {
            return XlsxShown.Number;
        }

        var letters = Literal().Replace(code, "").ToUpperInvariant();
        var time = letters.AsSpan().ContainsAny('H', 'S');
        var day = letters.AsSpan().ContainsAny('Y', 'D') || (!time && letters.Contains('M', StringComparison.Ordinal));
        return (day ? XlsxShown.Day : 0) | (time ? XlsxShown.Time : 0);
    }

    /// <summary>The formats that need no code, those of Korean workbooks (27 to 36, 50 to 58) included.</summary>
    private static XlsxShown BuiltIn(int id) => id switch
    {
        22 => XlsxShown.Day | XlsxShown.Time,
        (>= 14 and <= 17) or (>= 27 and <= 31) or 36 or (>= 50 and <= 58) => XlsxShown.Day,
        (>= 18 and <= 21) or (>= 32 and <= 35) or 45 or 47 => XlsxShown.Time,
        _ => XlsxShown.Number,
    };

    private static int Number(XmlReader xml, string name) =>
        int.TryParse(xml.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex("""("[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|General)""", RegexOptions.IgnoreCase)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\[(h+|m+|s+)\]", RegexOptions.IgnoreCase)]
    private static partial Regex Elapsed();
}
