using System.Buffers.Binary;
using System.Text;

namespace CrmAdmin.Files;

/// <summary>Tells documents that are archives inside from plain archives.</summary>
internal static class PackageKind
{
    private const string Zip = "application/zip";
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string PowerPoint = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    private const int NameAt = 30;

    private static readonly string[] Declared = ["application/vnd.oasis.opendocument.", "application/hwp+zip", "application/epub+zip"];

    /// <summary>The type of a zip archive by the names in it, and by the type that some declare in their first entry.</summary>
    public static string OfZip(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        if (DeclaredType(head) is { } declared)
        {
            return declared;
        }

        if (!Has(head, tail, "[Content_Types].xml"u8))
        {
            return Has(head, tail, "META-INF/MANIFEST.MF"u8) ? "application/java-archive" : Zip;
        }

        return Has(head, tail, "word/document.xml"u8) ? Word
            : Has(head, tail, "xl/workbook.xml"u8) ? Excel
            : Has(head, tail, "ppt/presentation.xml"u8) ? PowerPoint
            : Zip;
    }

    /// <summary>The type of an OLE compound file by the streams in it: the office formats before 2007, and Hangul's own.</summary>
    public static string OfCompound(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail) =>
        Has(head, tail, "HWP Document File"u8) ? "application/x-hwp"
        : Has(head, tail, Wide("WordDocument")) ? "application/msword"
        : Has(head, tail, Wide("Workbook")) ? "application/vnd.ms-excel"
        : Has(head, tail, Wide("PowerPoint Document")) ? "application/vnd.ms-powerpoint"
        : Has(head, tail, Wide("__nameid_version1.0")) ? "application/vnd.ms-outlook"
        : "application/x-cfb";

    /// <summary>The stored first entry «mimetype» of OpenDocument, Hangul (hwpx) and EPUB files.</summary>
    private static string? DeclaredType(ReadOnlySpan<byte> head)
    {
        if (head.Length < NameAt)
        {
            return null;
        }

        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[26..]);
        var contentAt = NameAt + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(head[18..]);
        if (head.Length < contentAt + length || length > 100 || !head.Slice(NameAt, nameLength).SequenceEqual("mimetype"u8))
        {
            return null;
        }

        var type = Encoding.ASCII.GetString(head.Slice(contentAt, (int)length)).Trim();
        return Array.Exists(Declared, known => type.StartsWith(known, StringComparison.Ordinal)) && type.All(c => char.IsAsciiLetterOrDigit(c) || "/.+-".Contains(c, StringComparison.Ordinal))
            ? type
            : null;
    }

    private static bool Has(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, ReadOnlySpan<byte> text) =>
        head.IndexOf(text) >= 0 || tail.IndexOf(text) >= 0;

    private static byte[] Wide(string text) => Encoding.Unicode.GetBytes(text);
}
