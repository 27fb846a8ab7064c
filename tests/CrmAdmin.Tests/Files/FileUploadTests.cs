using System.Net;
using System.Text;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Files;

public sealed class FileUploadTests(CrmHost host) : IClassFixture<CrmHost>
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int Largest = 20 * 1024 * 1024;

    private HttpClient Member => host.As(Role.Member);

    [Fact]
    public async Task Post_PartFile_AnswersIdNameTypeSizeAndUrl()
    {
        var answer = await Member.UploadAsync(Uploads.Png, "한글 사진.txt");

        Assert.Equal(200, answer.Code);
        Assert.Matches("^CRMFL1[0-9]{15}[0-9A-Za-z]{11}$", (string)answer["fileId"]!);
        Assert.Equal(("한글 사진.txt", "image/png", Uploads.Png.Length), ((string)answer["fileName"]!, (string)answer["mimeType"]!, (int)answer["fileSize"]!));
        Assert.Equal(Uploads.Png, await host.Anonymous().GetByteArrayAsync(new Uri((string)answer["url"]!)));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\me\\보고서.pdf", "보고서.pdf")]
    [InlineData("a\u202Egnp.exe", "agnp.exe")]
    [InlineData("cafe\u0301.txt", "caf\u00e9.txt")]
    [InlineData("a<b>|c?.txt", "a_b__c_.txt")]
    [InlineData(" .hidden. ", "hidden")]
    [InlineData("...", "file")]
    [InlineData(null, "file")]
    public async Task Post_Name_IsCleaned(string? sent, string kept)
    {
        var answer = await Member.UploadAsync([1, 2, 3], sent);

        Assert.Equal((200, kept), (answer.Code, (string?)answer["fileName"]));
    }

    [Fact]
    public async Task Post_LongName_IsCutAndKeepsItsExtension()
    {
        var answer = await Member.UploadAsync([1], new string('가', 300) + ".pdf");

        Assert.Equal(new string('가', 196) + ".pdf", (string?)answer["fileName"]);
    }

    [Fact]
    public async Task Post_TwentyMegabytes_IsTheMost()
    {
        var largest = await Member.UploadAsync(new byte[Largest], "a.bin");
        var larger = await Member.UploadAsync(new byte[Largest + 1], "a.bin");
        var muchLarger = await Member.UploadAsync(new byte[Largest * 2], "a.bin");

        Assert.Equal((200, 413, 413), (largest.Code, larger.Code, muchLarger.Code));
        Assert.Equal(("PayloadTooLarge", "PayloadTooLarge"), (larger.ErrorCode, muchLarger.ErrorCode));
    }

    [Fact]
    public async Task Post_Refused_LeavesNothingInTheFolder()
    {
        var before = Stored();
        await Member.UploadAsync(new byte[Largest + 1], "a.bin");

        Assert.Equal(before, Stored());
    }

    [Fact]
    public async Task Post_Folder_IsShutToOthersOnTheMachine()
    {
        await Member.UploadAsync([1], "a");
        var mode = OperatingSystem.IsWindows() ? Own : File.GetUnixFileMode(Path.Combine(host.App.StoragePath, "files"));

        Assert.Equal(Own, mode);
    }

    [Fact]
    public async Task Post_WithoutPartFile_NamesThePart()
    {
        var answer = await Member.UploadAsync([1], "a.txt", part: "other");

        Assert.Equal("400 file", answer.Paths());
    }

    [Theory]
    [InlineData("application/json", "{}", 415, "UnsupportedMediaType")]
    [InlineData("multipart/form-data", "--x", 400, "ValidationError")]
    [InlineData("multipart/form-data; boundary=x", "", 400, "ValidationError")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc", 400, "ValidationError")]
    public async Task Post_NoMultipartBody_IsRefused(string type, string body, int status, string code)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await Member.PostJson("files", content);

        Assert.Equal((status, code), (answer.Code, answer.ErrorCode));
    }

    [Fact]
    public async Task Post_ByViewer_IsForbidden() =>
        Assert.Equal(403, (await host.As(Role.Viewer).UploadAsync([1], "a")).Code);

    [Fact]
    public async Task Url_RasterImage_IsShownAndEverythingElseIsSaved()
    {
        using var image = await GetAsync(await Member.UploadAsync(Uploads.Png, "사진.png"));
        using var page = await GetAsync(await Member.UploadAsync("<!DOCTYPE html><script>alert(1)</script>"u8.ToArray(), "사진.png"));
        using var drawing = await GetAsync(await Member.UploadAsync("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "a.svg"));

        Assert.Equal(("inline", "image/png"), Shown(image));
        Assert.Equal(("attachment", "text/html"), Shown(page));
        Assert.Equal(("attachment", "image/svg+xml"), Shown(drawing));
        foreach (var answer in new[] { image, page, drawing })
        {
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.StartsWith("sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }

        Assert.Equal("사진.png", image.Content.Headers.ContentDisposition!.FileNameStar);
    }

    [Fact]
    public async Task Url_Range_IsServed()
    {
        var url = (string)(await Member.UploadAsync("0123456789"u8.ToArray(), "a.txt"))["url"]!;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url)) { Headers = { { "Range", "bytes=2-4" } } };
        using var answer = await host.Anonymous().SendAsync(request);

        Assert.Equal((HttpStatusCode.PartialContent, "234"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Url_Altered_IsExpired()
    {
        var url = (string)(await Member.UploadAsync([1], "a"))["url"]!;
        var altered = url[..^2] + (url.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA");

        var answer = await host.Anonymous().GetJson(new Uri(altered).PathAndQuery);

        Assert.Equal((403, "LinkExpired"), (answer.Code, answer.ErrorCode));
    }

    [Fact]
    public async Task Post_UnderAnIdempotencyKey_KeepsOneFile()
    {
        using var body = Uploads.Body([1, 2, 3], "a.bin");
        var bytes = await body.ReadAsByteArrayAsync();
        var ids = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var again = new ByteArrayContent(bytes) { Headers = { ContentType = body.Headers.ContentType } };
            ids.Add((string)(await Member.PostJson("files", again, ("Idempotency-Key", "upload")))["fileId"]!);
        }

        Assert.Equal(ids[0], ids[1]);
    }

    private static (string, string) Shown(HttpResponseMessage answer) =>
        (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentType!.MediaType!);

    private async Task<HttpResponseMessage> GetAsync(Answer uploaded) => await host.Anonymous().GetAsync(new Uri((string)uploaded["url"]!));

    private string[] Stored() => [.. Directory.EnumerateFiles(Path.Combine(host.App.StoragePath, "files"), "*", SearchOption.AllDirectories).Order()];
}
