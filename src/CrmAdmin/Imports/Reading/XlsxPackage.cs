using System.IO.Compression;
using System.Xml;

namespace CrmAdmin.Imports.Reading;

/// <summary>
/// Where a workbook keeps what its first sheet needs. The parts are found and read by hand: the package reader refuses a
/// whole workbook for one mistyped hyperlink, and lists of people are full of them.
/// </summary>
internal sealed class XlsxPackage : IDisposable
{
    private const string Sheets = "/worksheet";
    private const string Strings = "/sharedStrings";
    private const string Formats = "/styles";
    private const long MostCharacters = 4_000_000_000;

    /// <summary>Of the parts that are kept in memory.</summary>
    private const long MostCharactersKept = 32_000_000;

    private static readonly XmlReaderSettings Small = Settings(MostCharactersKept);
    private static readonly XmlReaderSettings Large = Settings(MostCharacters);

    private readonly ZipArchive zip;
    private readonly List<(string Id, string Type, string Path)> parts;

    /// <summary>Opens a workbook. <see cref="InvalidDataException"/> or <see cref="XmlException"/> where it is none.</summary>
    public XlsxPackage(string path)
    {
        zip = ZipFile.OpenRead(path);
        try
        {
            var workbook = Relations("").Find(part => part.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Path ?? "xl/workbook.xml";
            parts = Relations(workbook);
            (IsFrom1904, Sheet) = ReadWorkbook(workbook);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    /// <summary>Whether days are counted from 1904 on, as old Macintoshes did.</summary>
    public bool IsFrom1904 { get; }

    private string Sheet { get; }

    /// <summary>The first sheet that is not hidden.</summary>
    public XmlReader OpenSheet() => Open(Sheet, Large) ?? throw new InvalidDataException("The workbook's first sheet is missing.");

    /// <summary>The texts that cells refer to; null where there are none.</summary>
    public XmlReader? OpenStrings() => OpenOfType(Strings, Large);

    /// <summary>The formats that cells refer to; null where there are none.</summary>
    public XmlReader? OpenFormats() => OpenOfType(Formats, Small);

    /// <inheritdoc/>
    public void Dispose() => zip.Dispose();

    private static XmlReaderSettings Settings(long most) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true,
        MaxCharactersInDocument = most, CloseInput = true,
    };

    private (bool IsFrom1904, string Sheet) ReadWorkbook(string path)
    {
        using var xml = Open(path, Small) ?? throw new InvalidDataException("There is no workbook in the file.");
        var from1904 = false;
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                from1904 = xml.GetAttribute("date1904") is "1" or "true";
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && xml.GetAttribute("state") is null or "visible" && SheetPath(xml) is { } sheet)
            {
                return (from1904, sheet);
            }
        }

        throw new InvalidDataException("The workbook has no sheet to read.");
    }

    private string? SheetPath(XmlReader sheet)
    {
        string? id = null;
        while (sheet.MoveToNextAttribute())
        {
            id = sheet.LocalName == "id" && sheet.Prefix.Length > 0 ? sheet.Value : id;
        }

        return parts.Find(part => part.Id == id && part.Type.EndsWith(Sheets, StringComparison.Ordinal)).Path;
    }

    private XmlReader? OpenOfType(string type, XmlReaderSettings settings) =>
        parts.Find(part => part.Type.EndsWith(type, StringComparison.Ordinal)).Path is { } path ? Open(path, settings) : null;

    private XmlReader? Open(string path, XmlReaderSettings settings) => zip.GetEntry(path) is { } entry ? XmlReader.Create(entry.Open(), settings) : null;

    private List<(string Id, string Type, string Path)> Relations(string of)
    {
        var folder = of.Contains('/', StringComparison.Ordinal) ? of[..(of.LastIndexOf('/') + 1)] : "";
        using var xml = Open($"{folder}_rels/{of[folder.Length..]}.rels", Small);
        var found = new List<(string, string, string)>();
        while (xml?.Read() ?? false)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("TargetMode") != "External"
                && xml.GetAttribute("Target") is { } target)
            {
                found.Add((xml.GetAttribute("Id") ?? "", xml.GetAttribute("Type") ?? "", target.StartsWith('/') ? target[1..] : folder + target));
            }
        }

        return found;
    }
}
