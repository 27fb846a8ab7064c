using System.Net;
using System.Text;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Imports;

public sealed class ImportUploadTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private const string Csv = "이름,이메일,휴대폰,메모\r\n홍길동,hong@example.com,010-1234-5678,\r\n\"김, 철수\",kim@example.com,,\"두\n줄\"\r\n";

    private ImportHost imports = null!;

    public async Task InitializeAsync() => imports = await ImportHost.StartAsync(host);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Post_Csv_AnswersRowsColumnsSamplesAndGuesses()
    {
        var answer = await imports.UploadAsync(Csv);

        Assert.Equal(200, answer.Code);
        Assert.Matches("^CRMIM1[0-9]{15}[0-9A-Za-z]{11}$", (string)answer["importId"]!);
        Assert.Equal(2, (int)answer["rowCount"]!);
        Assert.Equal(
            ["0 이름 홍길동|김, 철수", "1 이메일 hong@example.com|kim@example.com", "2 휴대폰 010-1234-5678", "3 메모 두\n줄"],
            answer["columns"]!.AsArray().Select(c => $"{c!["index"]} {c["header"]} {string.Join('|', c["samples"]!.AsArray())}"));
        Assert.Equal("{\"0\":\"name\",\"1\":\"data.email\",\"2\":\"data.phone\"}", answer["suggestedMappings"]!.ToJsonString());
    }

    public static TheoryData<string, byte[]> Encoded => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Csv) },
        { "UTF-8 with a mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Csv)] },
        { "UTF-16 little endian", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Csv)] },
        { "UTF-16 big endian", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Csv)] },
        { "CP949", CodePagesEncodingProvider.Instance.GetEncoding(949)!.GetBytes(Csv) },
    };

    [Theory]
    [MemberData(nameof(Encoded))]
    public async Task Post_Encoding_IsFoundOut(string encoding, byte[] file)
    {
        var answer = await imports.UploadAsync(file);

        Assert.True(answer.Code == 200 && (string?)answer["columns"]![0]!["samples"]![1] == "김, 철수", $"{encoding}: {answer.Body}");
    }

    [Theory]
    [InlineData("이름;메모\n가;1,5\n")]
    [InlineData("이름\t메모\n가\t1,5\n")]
    [InlineData("이름,메모\n가,\"1,5\"\n")]
    [InlineData("\"이름\",\"메모; 긴 것; 참고\"\n가,\"1,5\"\n")]
    public async Task Post_Delimiter_IsFoundOut(string csv)
    {
        var answer = await imports.UploadAsync(csv);

        Assert.Equal(["가", "1,5"], answer["columns"]!.AsArray().Select(c => (string)c!["samples"]![0]!));
    }

    [Fact]
    public async Task Post_DelimiterBehindTheHeader_IsNone()
    {
        var answer = await imports.UploadAsync("\n메모\n안녕; 세계\n");

        Assert.Equal(["메모 안녕; 세계"], answer["columns"]!.AsArray().Select(c => $"{c!["header"]} {c["samples"]![0]}"));
    }

    [Fact]
    public async Task Post_HeadersOfOurOwnExport_AreAllGuessed()
    {
        var answer = await imports.UploadAsync("레코드 ID,이름,email,grade,태그,담당자,생성일\r\n");

        Assert.Equal(
            "{\"0\":\"recordId\",\"1\":\"name\",\"2\":\"data.email\",\"3\":\"data.grade\",\"4\":\"tags\",\"5\":\"ownerId\"}",
            answer["suggestedMappings"]!.ToJsonString());
    }

    [Fact]
    public async Task Post_HeaderThatSaysNothing_IsGuessedByItsSamples()
    {
        var answer = await imports.UploadAsync("고객명,연락 수단\r\n가,a@example.com\r\n나,b@example.com\r\n");

        Assert.Equal("{\"0\":\"name\",\"1\":\"data.email\"}", answer["suggestedMappings"]!.ToJsonString());
    }

    [Theory]
    [InlineData("", "400 file")]
    [InlineData("\r\n\r\n", "400 file")]
    [InlineData("이름,\"메모", "400 file")]
    public async Task Post_NoHeader_IsRefused(string csv, string refusal) => Assert.Equal(refusal, (await imports.UploadAsync(csv)).Paths());

    [Fact]
    public async Task Post_NoTextAndNoWorkbook_IsRefused()
    {
        var before = Files();
        Assert.Equal("400 file", (await imports.UploadAsync([0xFF, 0x80, 0xFF, 0x00, 0x01])).Paths());
        Assert.Equal("400 file", (await imports.UploadAsync([.. "PK"u8, 3, 4, 0, 0, 1, 2, 3])).Paths());
        Assert.Equal("400 file", (await imports.UploadAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])).Paths());
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Post_MoreThanTwoHundredMegabytes_IsRefusedAndLeavesNothing()
    {
        var before = Files();
        using var body = new MultipartFormDataContent { { new StringContent(imports.EntityId), "entityId" }, { new LongFile(Limits.ImportBytes + 1), "file", "a.csv" } };
        var answer = await imports.Owner.CallAsync(HttpMethod.Post, "records/import", body);
        Assert.Equal((413, nameof(ErrorCode.PayloadTooLarge)), (answer.Code, answer.ErrorCode));
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Post_PartMissing_IsNamed()
    {
        var before = Files();
        Assert.Equal("400 file", (await ImportHost.UploadAsync(imports.Owner, imports.EntityId, null, "a")).Paths());
        Assert.Equal("400 entityId", (await ImportHost.UploadAsync(imports.Owner, null, [1], "a")).Paths());
        Assert.Equal(404, (await ImportHost.UploadAsync(imports.Owner, "CRMET1nothing", Encoding.UTF8.GetBytes(Csv), "a")).Code);
        Assert.Equal(403, (await imports.UploadAsync(Csv, role: Role.Viewer)).Code);
        Assert.Equal(415, (await imports.Owner.PostJson("records/import", new { })).Code);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Import_OfSomebodyElse_IsUnknownToAMember()
    {
        var importId = (string)(await imports.UploadAsync(Csv))["importId"]!;
        var members = (string)(await imports.UploadAsync(Csv, role: Role.Member))["importId"]!;

        Assert.Equal(404, (await host.As(Role.Member).GetJson($"records/import/{importId}/status")).Code);
        Assert.Equal(404, (await imports.RunAsync(importId, new { columnMappings = new Dictionary<string, string> { ["0"] = "name" } }, Role.Member)).Code);
        Assert.Equal(200, (await imports.Owner.GetJson($"records/import/{members}/status")).Code);
    }

    [Fact]
    public async Task Status_BeforeItsRun_IsPending()
    {
        var importId = (string)(await imports.UploadAsync(Csv))["importId"]!;
        var status = await imports.Owner.GetJson($"records/import/{importId}/status");

        Assert.Equal($$"""{"importId":"{{importId}}","status":"pending","progress":0,"total":2,"created":0,"updated":0,"rejected":0}""", status.Body!.ToJsonString());
        Assert.Equal(409, (await imports.Owner.PostJson($"records/import/{importId}/undo", null)).Code);
    }

    private string[] Files()
    {
        var folder = Path.Combine(host.App.StoragePath, "imports");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order()] : [];
    }

    /// <summary>So many bytes of text, made as they are sent.</summary>
    private sealed class LongFile(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var block = Encoding.UTF8.GetBytes(new string('x', 1 << 20));
            for (var left = length; left > 0; left -= block.Length)
            {
                await stream.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)));
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
