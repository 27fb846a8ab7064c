using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Access;

/// <summary>Each way to get a signature wrong is named, and what would have been right is not.</summary>
public sealed class SignatureTrialTests : IAsyncLifetime
{
    private const string Target = "/crm-core/v1/records?limit=2&keyword=%ED%99%8D";
    private const string Salt = "0123456789abcdef";
    private readonly ManualTime time = new();
    private readonly CrmHost host;
    private ApiKeyView key = default!;

    public SignatureTrialTests() => host = new CrmHost { Time = time };

    /// <summary>What is signed and what is told must be one second.</summary>
    private string Date { get; set; } = "";

    public async Task InitializeAsync()
    {
        key = await host.Get<ApiKeyService>().CreateAsync(CrmHost.Caller(Role.Admin), new CredentialInput("상점", Role.Member), default);
        Date = Now();
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task RightSignature_OfEitherScheme_PassesEveryCheckAndIsNotUsedUp()
    {
        Assert.True((await TryAsync(V1(Date + Salt))).IsRight);
        Assert.True((await TryAsync(V1(Date + Salt))).IsRight);
        Assert.True((await TryAsync(V2(Lines("POST", Target, "{}"), "{}"), "{}")).IsRight);
    }

    [Theory]
    [InlineData("salt first", "Access.MistakeOrder")]
    [InlineData("line between", "Access.MistakeSeparator")]
    [InlineData("line at the end", "Access.MistakeLineEnd")]
    [InlineData("something else", "Access.SignatureWrong")]
    public async Task WrongText_OfV1_IsNamed(string mistake, string reason)
    {
        var text = mistake switch
        {
            "salt first" => Salt + Date,
            "line between" => $"{Date}\n{Salt}",
            "line at the end" => Date + Salt + "\n",
            _ => "else",
        };
        await FailsAsync(SignatureCheck.Signature, reason, V1(text));
    }

    [Theory]
    [InlineData("as V1", "Access.MistakeV1Text")]
    [InlineData("no query", "Access.MistakeQuery")]
    [InlineData("decoded", "Access.MistakeEncoding")]
    [InlineData("lower case", "Access.MistakeMethod")]
    [InlineData("carriage returns", "Access.MistakeSeparator")]
    [InlineData("else", "Access.SignatureV2Wrong")]
    public async Task WrongText_OfV2_IsNamed(string mistake, string reason)
    {
        var text = mistake switch
        {
            "as V1" => Date + Salt,
            "no query" => Lines("POST", "/crm-core/v1/records", ""),
            "decoded" => Lines("POST", "/crm-core/v1/records?limit=2&keyword=홍", ""),
            "lower case" => Lines("post", Target, ""),
            "carriage returns" => Lines("POST", Target, "").Replace("\n", "\r\n", StringComparison.Ordinal),
            _ => "else",
        };
        await FailsAsync(SignatureCheck.Signature, reason, V2(text, ""));
    }

    [Fact]
    public async Task OtherFaults_AreNamedAtTheirCheck()
    {
        await FailsAsync(SignatureCheck.Header, "Access.SaltLength", V1("x").Replace(Salt, "short", StringComparison.Ordinal));
        await FailsAsync(SignatureCheck.Key, "Access.KeyUnknown", V1("x").Replace(key.ApiKey, "NOBODY0000000001", StringComparison.Ordinal));
        await FailsAsync(SignatureCheck.Body, "Access.BodyNotSigned", V2(Lines("POST", Target, "{}"), "{}"), "{ }");
        var header = V1(Date + Salt);
        time.Advance(TimeSpan.FromMinutes(20));
        Date = Now();
        await FailsAsync(SignatureCheck.Date, "Access.DateBehind", header);
        await host.Get<ApiKeyService>().UpdateAsync(CrmHost.Caller(Role.Admin), key.ApiKeyId, new CredentialInput(RequiresV2: true), default);
        await FailsAsync(SignatureCheck.Scheme, "Access.V2Needed", V1(Date + Salt));
        await host.Get<ApiKeyService>().UpdateAsync(CrmHost.Caller(Role.Admin), key.ApiKeyId, new CredentialInput(Disabled: true), default);
        await FailsAsync(SignatureCheck.Key, "Access.KeyDisabled", V1(Date + Salt));
    }

    [Fact]
    public async Task Trial_ByAMember_IsForbidden()
    {
        var refusal = await Assert.ThrowsAsync<CrmException>(
            () => host.Get<SignatureTrial>().RunAsync(CrmHost.Caller(Role.Member), new SignedRequest("GET", Target, V1("x"), ""), default));
        Assert.Equal(ErrorCode.Forbidden, refusal.Code);
    }

    private string Now() => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private Task<SignatureReport> TryAsync(string header, string body = "") =>
        host.Get<SignatureTrial>().RunAsync(CrmHost.Caller(Role.Admin), new SignedRequest("POST", Target, header, body), default);

    private async Task FailsAsync(SignatureCheck check, string reason, string header, string body = "")
    {
        var report = await TryAsync(header, body);
        var failed = report.Steps.First(step => step.Passed == false);
        Assert.Equal((check, reason), (failed.Check, Assert.Single(failed.Reasons).Key));
    }

    private string V1(string text) => $"HMAC-SHA256 apiKey={key.ApiKey}, date={Date}, salt={Salt}, signature={Sign(text)}";

    private string V2(string text, string body) =>
        $"Authorization: HMAC-SHA256-V2 apiKey={key.ApiKey}, date={Date}, salt={Salt}, bodyHash={Hash(body)}, signature={Sign(text)}";

    private string Lines(string method, string target, string body) => string.Join('\n', "HMAC-SHA256-V2", method, target, Date, Salt, Hash(body));

    private string Sign(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.ApiSecret!), Encoding.UTF8.GetBytes(text)));

    private static string Hash(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
