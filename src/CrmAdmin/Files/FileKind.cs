namespace CrmAdmin.Files;

/// <summary>What a file is, told from its bytes; what its sender calls it counts only among plain texts.</summary>
internal static class FileKind
{
    /// <summary>The type of what nothing is known about.</summary>
    public const string Unknown = "application/octet-stream";

    private const int Looked = 64 * 1024;

    private static readonly (int At, byte[] Bytes, string MimeType)[] Signatures =
    [
        (0, [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], "image/png"),
        (0, [0xFF, 0xD8, 0xFF], "image/jpeg"),
        (0, [.. "GIF87a"u8], "image/gif"),
        (0, [.. "GIF89a"u8], "image/gif"),
        (8, [.. "WEBP"u8], "image/webp"),
        (0, [.. "II*\0"u8], "image/tiff"),
        (0, [.. "MM\0*"u8], "image/tiff"),
        (4, [.. "ftypavif"u8], "image/avif"),
        (4, [.. "ftypheic"u8], "image/heic"),
        (4, [.. "ftypmif1"u8], "image/heif"),
        (4, [.. "ftypqt  "u8], "video/quicktime"),
        (4, [.. "ftypM4A "u8], "audio/mp4"),
        (4, [.. "ftyp"u8], "video/mp4"),
        (0, [0x1A, 0x45, 0xDF, 0xA3], "video/webm"),
        (8, [.. "AVI "u8], "video/x-msvideo"),
        (8, [.. "WAVE"u8], "audio/wav"),
        (0, [.. "OggS"u8], "audio/ogg"),
        (0, [.. "fLaC"u8], "audio/flac"),
        (0, [.. "ID3"u8], "audio/mpeg"),
        (0, [0xFF, 0xFB], "audio/mpeg"),
        (0, [.. "%PDF-"u8], "application/pdf"),
        (0, [.. "%!PS"u8], "application/postscript"),
        (0, [.. "{\\rtf"u8], "application/rtf"),
        (0, [0x1F, 0x8B], "application/gzip"),
        (0, [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "application/x-7z-compressed"),
        (0, [.. "Rar!"u8, 0x1A, 0x07], "application/vnd.rar"),
        (257, [.. "ustar"u8], "application/x-tar"),
        (0, [0x7F, .. "ELF"u8], "application/x-elf"),
    ];

    private static readonly string[] Shown = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif"];

    /// <summary>Whether a browser may show a file of this type: raster images alone, which hold nothing that runs.</summary>
    public static bool IsShown(string mimeType) => Shown.Contains(mimeType);

    /// <summary>The type of a file by its beginning and its end, which is where archives list what is in them.</summary>
    /// <param name="file">Can be read and sought.</param>
    /// <param name="name">Its cleaned name.</param>
    public static string Of(Stream file, string name)
    {
        var head = Read(file, 0);
        var tail = Read(file, Math.Max(0, file.Length - Looked));
        return Of(head, tail) ?? TextKind.Of(head, isWhole: file.Length == head.Length, name) ?? Unknown;
    }

    private static string? Of(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return PackageKind.OfZip(head, tail);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            return PackageKind.OfCompound(head, tail);
        }

        if (IsBitmap(head))
        {
            return "image/bmp";
        }

        foreach (var (at, bytes, mimeType) in Signatures)
        {
            if (head.Length >= at + bytes.Length && head.Slice(at, bytes.Length).SequenceEqual(bytes) && (at != 8 || head.StartsWith("RIFF"u8)))
            {
                return mimeType;
            }
        }

        return null;
    }

    /// <summary>Two letters alone would take many a text for a picture: the header's size must be one of those there are.</summary>
    private static bool IsBitmap(ReadOnlySpan<byte> head) => head.Length > 26 && head.StartsWith("BM"u8) && head[14] is 12 or 40 or 52 or 56 or 64 or 108 or 124 && head[15] == 0 && head[16] == 0;

    private static byte[] Read(Stream file, long from)
    {
        var bytes = new byte[Math.Min(Looked, file.Length - from)];
        file.Position = from;
        file.ReadExactly(bytes);
        return bytes;
    }
}
