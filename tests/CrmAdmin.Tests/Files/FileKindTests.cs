using System.IO.Compression;
using System.Text;
using CrmAdmin.Files;

namespace CrmAdmin.Tests.Files;

public sealed class FileKindTests
{
    public static TheoryData<string, byte[], string> Samples => new()
    {
        { "a", Uploads.Png, "image/png" },
        { "a", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0], "image/jpeg" },
        { "a", [.. "GIF89a"u8, 1, 0], "image/gif" },
        { "a", [.. "RIFF"u8, 1, 2, 3, 4, .. "WEBPVP8 "u8], "image/webp" },
        { "a", [.. "RIFF"u8, 1, 2, 3, 4, .. "WAVEfmt "u8], "audio/wav" },
        { "a", [.. "BM"u8, .. new byte[12], 40, 0, 0, 0, .. new byte[40]], "image/bmp" },
        { "BM.txt", [.. "BM은 회사 이름의 줄임말이다. 그림이 아니다."u8], "text/plain" },
        { "a.png", [.. "%PDF-1.7\n"u8], "application/pdf" },
        { "a", [.. new byte[4], .. "ftypisom"u8, 0], "video/mp4" },
        { "a", [0x1F, 0x8B, 8, 0], "application/gzip" },
        { "a.png", [.. "MZ"u8, 0x90, 0, 3, 0], "application/octet-stream" },
        { "a.png", [], "application/octet-stream" },
        { "a", [.. "안녕하세요"u8], "text/plain" },
        { "a.csv", [.. "이름,나이\n홍길동,1"u8], "text/csv" },
        { "a.html", [.. "그냥 글"u8], "text/plain" },
        { "a.csv", [.. "\uFEFF<html><body>"u8], "text/html" },
        { "a.txt", [.. "<?xml version=\"1.0\"?><svg/>"u8], "image/svg+xml" },
        { "a.txt", [.. "<?xml version=\"1.0\"?><data/>"u8], "application/xml" },
        { "a.json", [.. "{\"a\":1}"u8], "application/json" },
        { "a.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("이름")], "text/plain" },
        { "a.csv", [0xC0, 0xCC, 0xB8, 0xA7, (byte)','], "text/csv" },
        { "a.zip", Zip("a.txt"), "application/zip" },
        { "a.zip", Zip("[Content_Types].xml", "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "a.zip", Zip("[Content_Types].xml", "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "a.zip", Zip("[Content_Types].xml", "ppt/presentation.xml"), "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
        { "a.hwp", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. "HWP Document File V5.00"u8], "application/x-hwp" },
        { "a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("WordDocument")], "application/msword" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Of_Bytes_IsWhatTheyAre(string name, byte[] content, string mimeType)
    {
        using var file = new MemoryStream(content);

        Assert.Equal(mimeType, FileKind.Of(file, name));
    }

    [Fact]
    public void Of_LongTextCutInsideACharacter_IsText()
    {
        using var file = new MemoryStream([(byte)'a', .. Encoding.UTF8.GetBytes(new string('가', 50_000))]);

        Assert.Equal("text/plain", FileKind.Of(file, "a"));
    }

    private static byte[] Zip(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var name in names)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("x"u8);
            }
        }

        return bytes.ToArray();
    }
}
