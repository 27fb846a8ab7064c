using System.Text;
using CrmAdmin.Http;
using CrmAdmin.Loading;

namespace CrmAdmin.Tests.Loading;

public sealed class FileTextTests : IDisposable
{
    private const string Korean = "name\n홍길동, 서울\n";
    private readonly TempFolder folder = new();

    static FileTextTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, bool, string> Encodings => new()
    {
        { "utf-8", false, "UTF-8" },
        { "utf-8", true, "UTF-8" },
        { "utf-16", true, "UTF-16" },
        { "utf-16", false, "UTF-16" },
        { "utf-16BE", true, "UTF-16" },
        { "ks_c_5601-1987", false, "CP949" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Check_EncodingNotTold_IsFound(string encoding, bool marked, string expected)
    {
        var writer = Encoding.GetEncoding(encoding);
        var path = Write([.. marked ? writer.GetPreamble() : [], .. writer.GetBytes(Korean)]);

        var text = FileText.Check(path, asked: null, CancellationToken.None);

        Assert.Equal(expected, text.Name);
        using var reader = text.Open();
        Assert.Equal(Korean, reader.ReadToEnd());
    }

    [Fact]
    public void Check_AnotherEncodingThanTold_NamesTheLine()
    {
        var path = Write(Encoding.GetEncoding(949).GetBytes("name\nabc\n홍길동\n"));

        var refusal = Assert.Throws<CrmException>(() => FileText.Check(path, "utf-8", CancellationToken.None));

        Assert.Equal(("Loading.WrongEncoding", 3L), (refusal.Key, refusal.Args[0]));
    }

    [Fact]
    public void Check_NoEncodingFits_IsRefused()
    {
        var path = Write([.. "name\n"u8, 0xFF, 0xFF, .. "\n"u8]);

        Assert.Equal("Loading.NoEncoding", Assert.Throws<CrmException>(() => FileText.Check(path, asked: null, CancellationToken.None)).Key);
    }

    public void Dispose() => folder.Dispose();

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(folder.Path, "file.csv");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
