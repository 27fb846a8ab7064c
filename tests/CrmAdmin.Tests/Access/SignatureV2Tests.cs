using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Access;

public sealed partial class SignatureV2Tests : IAsyncLifetime
{
    private const string Date = "2026-04-23T08:15:30.123Z";
    private const string Salt = "0123456789abcdef0123456789abcdef";
    private const string Plan = CrmPaths.Base + "/plan";
    private readonly ManualTime time = new();
    private readonly CrmHost host;

    public SignatureV2Tests() => host = new CrmHost { Time = time };

    [Fact]
    public async Task Call_VectorsOfTheDocument_AreLetIn()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(ArchitectureTests.Root, "docs", "api", "signing.md"));
        var vectors = JsonNode.Parse(Vectors().Match(document).Groups[1].Value)!.AsArray();
        Assert.Equal(4, vectors.Count);
        foreach (var vector in vectors)
        {
            var hash = vector!["bodyHash"] is { } given ? $", bodyHash={given}" : "";
            var header = $"{vector["scheme"]} apiKey={CrmApp.OwnerKey}, date={vector["date"]}, salt={vector["salt"]}{hash}, signature={vector["signature"]}";
            var answer = await SendAsync((string)vector["method"]!, (string)vector["target"]!, (string)vector["body"]!, header);
            Assert.True(answer.Code == 200, $"{answer.Code} {answer.Body}");
        }
    }

    [Fact]
    public async Task Call_SignedOverHttpOnTheWire_IsLetInOnce()
    {
        await using var app = new CrmApp { Time = time }.Listen();
        using var client = new HttpClient { BaseAddress = app.Address };
        var target = $"{Plan}?x=%EA%B0%80%2f&y=+";
        var header = Header("GET", target, "");

        Assert.Equal(200, (await SendAsync("GET", target, "", header, client)).Code);
        Assert.Equal("DuplicatedSignature", (await SendAsync("GET", target, "", header, client)).ErrorCode);
    }

    [Theory]
    [InlineData("POST", "/crm-core/v1/entities", "{\"name\":\"a\"}")]
    [InlineData("PATCH", "/crm-core/v1/plan", "{\"records.max\":null}")]
    [InlineData("DELETE", "/crm-core/v1/plan", "{\"records.max\":5}")]
    [InlineData("PATCH", "/crm-core/v1/plan?x=1", "{\"records.max\":5}")]
    [InlineData("PATCH", "/crm-core/v1/Plan", "{\"records.max\":5}")]
    public async Task Call_OtherThanWhatWasSigned_IsRefusedAndDoesNothing(string method, string target, string body)
    {
        var header = Header("PATCH", Plan, "{\"records.max\":5}");

        var answer = await SendAsync(method, target, body, header);

        Assert.Equal((403, "SignatureDoesNotMatch"), (answer.Code, answer.ErrorCode));
        Assert.Null((await host.As(Role.Owner).GetJson("plan"))["records.max"]);
    }

    [Fact]
    public async Task Call_AlteredBody_SaysSoAndNotWhatWouldHaveBeenRight()
    {
        const string Right = "{\"records.max\":5}";
        var header = Header("PATCH", Plan, Right);

        var answer = await SendAsync("PATCH", Plan, "{\"records.max\":6}", header);

        Assert.Equal("본문이 서명된 bodyHash와 일치하지 않습니다.", (string?)answer["errorMessage"]);
        Assert.DoesNotContain(Hash("{\"records.max\":6}"), answer.Body!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Call_WrongSignature_DoesNotSayWhatWouldHaveBeenRight()
    {
        var right = Header("GET", Plan, "");
        var wrong = right[..^4] + (right.EndsWith("0000", StringComparison.Ordinal) ? "1111" : "0000");

        var answer = await SendAsync("GET", Plan, "", wrong);

        Assert.Equal((403, "SignatureDoesNotMatch"), (answer.Code, answer.ErrorCode));
        Assert.DoesNotContain(right[^64..], answer.Body!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(200, (await SendAsync("GET", Plan, "", right)).Code);
    }

    [Fact]
    public async Task Call_WithoutBodyHash_NamesIt()
    {
        var answer = await SendAsync("GET", Plan, "", Header("GET", Plan, "").Replace(", bodyHash=" + Hash(""), "", StringComparison.Ordinal));

        Assert.Equal("400 bodyHash", answer.Paths());
    }

    [Fact]
    public async Task Call_SignatureOfOneVersionAsTheOther_IsRefused()
    {
        var v1 = HmacSigner.Signature(CrmApp.OwnerSecret, Date, Salt);
        var asV2 = $"HMAC-SHA256-V2 apiKey={CrmApp.OwnerKey}, date={Date}, salt={Salt}, bodyHash={Hash("")}, signature={v1}";
        var asV1 = Header("GET", Plan, "").Replace("HMAC-SHA256-V2", "HMAC-SHA256", StringComparison.Ordinal);

        Assert.Equal("SignatureDoesNotMatch", (await SendAsync("GET", Plan, "", asV2)).ErrorCode);
        Assert.Equal("SignatureDoesNotMatch", (await SendAsync("GET", Plan, "", asV1)).ErrorCode);
    }

    [Fact]
    public async Task Key_RestrictedToV2_TakesNothingElse()
    {
        var owner = host.As(Role.Owner);
        var key = await Making.Made(owner.PostJson("api-keys", new { name = "k", role = "MEMBER", requiresV2 = true }));
        var (id, secret) = ((string)key["apiKey"]!, (string)key["apiSecret"]!);
        Assert.True((bool)(await owner.GetJson("api-keys"))["data"]![0]!["requiresV2"]!);
        using var client = host.Anonymous();

        var v1 = await client.GetJson("plan", ("Authorization", HmacSigner.Header(id, secret, Date, Salt)));
        Assert.Equal((403, "SignatureDoesNotMatch", "이 키는 HMAC-SHA256-V2로 서명한 요청에만 쓸 수 있습니다."), (v1.Code, v1.ErrorCode, (string?)v1["errorMessage"]));
        Assert.Equal(401, (await client.GetJson("/exports", ("Authorization", $"apiKey {id}:{secret}"))).Code);
        Assert.Equal(200, (await SendAsync("GET", Plan, "", Header("GET", Plan, "", id, secret))).Code);
        Assert.Equal(200, (await SendAsync("GET", "/exports", "", Header("GET", "/exports", "", id, secret))).Code);

        var loosened = await Making.Made(owner.PatchJson($"api-keys/{key["apiKeyId"]}", new { requiresV2 = false }));
        Assert.False((bool)loosened["requiresV2"]!);
        Assert.Equal(200, (await client.GetJson("plan", ("Authorization", HmacSigner.Header(id, secret, Date, Salt)))).Code);
        var change = (await owner.GetJson("audit-log?action=apiKey.update"))["data"]![0]!["changes"]!.AsArray().Single(c => (string?)c!["field"] == "requiresV2")!;
        Assert.Equal((true, false), ((bool)change["from"]!, (bool)change["to"]!));
    }

    [Fact]
    public async Task Call_SignedUpload_IsReadWhole()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } }, "file", "a.txt" } };
        var body = await form.ReadAsByteArrayAsync();
        using var client = host.Anonymous();
        foreach (var (sent, status) in new[] { (body, 200), ((byte[])[.. body, 10], 403) })
        {
            using var content = new ByteArrayContent(sent) { Headers = { ContentType = form.Headers.ContentType } };
            var header = Header("POST", CrmPaths.Base + "/files", body, status + Salt[3..]);
            var answer = await client.CallAsync(HttpMethod.Post, "files", content, ("Authorization", header), ("Idempotency-Key", $"{status}"));
            Assert.True(status == answer.Code, $"{answer.Code} {answer.Body}");
        }
    }

    public Task InitializeAsync()
    {
        time.SetUtcNow(DateTimeOffset.Parse(Date, CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    private static string Hash(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    private static string Header(string method, string target, string body, string apiKey = CrmApp.OwnerKey, string secret = CrmApp.OwnerSecret) =>
        Header(method, target, Encoding.UTF8.GetBytes(body), Salt, apiKey, secret);

    private static string Header(string method, string target, byte[] body, string salt, string apiKey = CrmApp.OwnerKey, string secret = CrmApp.OwnerSecret)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        var text = string.Join('\n', "HMAC-SHA256-V2", method, target, Date, salt, hash);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
        return $"HMAC-SHA256-V2 apiKey={apiKey}, date={Date}, salt={salt}, bodyHash={hash}, signature={signature}";
    }

    private async Task<Answer> SendAsync(string method, string target, string body, string header, HttpClient? client = null)
    {
        using var own = client is null ? host.Anonymous() : null;
        return await (client ?? own!).CallAsync(new HttpMethod(method), target, body.Length == 0 ? null : body, ("Authorization", header));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Vectors();
}
