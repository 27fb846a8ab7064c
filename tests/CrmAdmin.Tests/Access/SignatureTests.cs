using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Access;

public sealed class SignatureTests : IAsyncLifetime
{
    private const string Date = "2026-04-23T08:15:30.123Z";
    private const string Salt = "0123456789abcdef0123456789abcdef";
    private const string Vector = "12c8158fb25b59ac9dbdd77edb1bfef01a451cec92e76039f578fb3cf2251751";
    private readonly ManualTime time = new();
    private readonly TempFolder folder = new();
    private CrmHost host = null!;

    [Theory]
    [InlineData(Date, Vector)]
    [InlineData("2026-04-23T17:15:30+09:00", "beeb1f3fb9621f47f66a091c33dcfb892a9da1033a0f0a6af618428711431a8b")]
    public async Task Call_PublishedVector_IsLetIn(string date, string signature) =>
        Assert.Equal(200, await StatusAsync($"HMAC-SHA256 apiKey={CrmApp.OwnerKey}, date={date}, salt={Salt}, signature={signature}"));

    [Theory]
    [InlineData("HMAC-SHA256 apiKey={0}, date={1}, salt={2}, signature={3}")]
    [InlineData("HMAC-SHA256 ApiKey={0}, Date={1}, Salt={2}, Signature={3}")]
    [InlineData("HMAC-SHA256 apiKey={0},date={1},salt={2},signature={3}")]
    [InlineData("hmac-sha256 signature={3}, SALT={2}, date = {1}, apikey={0}")]
    [InlineData("HMAC-SHA256 apiKey={0}, date={1}, salt={2}, signature=12C8158FB25B59AC9DBDD77EDB1BFEF01A451CEC92E76039F578FB3CF2251751")]
    public async Task Call_HeaderFormOfAnSdk_IsLetIn(string form) =>
        Assert.Equal(200, await StatusAsync(string.Format(CultureInfo.InvariantCulture, form, CrmApp.OwnerKey, Date, Salt, Vector)));

    [Theory]
    [InlineData("2026-04-23T08:15Z")]
    [InlineData("2026-04-23T08:15:30Z")]
    [InlineData("2026-04-23T08:15:30.123456789Z")]
    [InlineData("2026-04-23T03:15:30.1-05:00")]
    public async Task Call_DateForm_IsLetIn(string date) =>
        Assert.Equal(200, await StatusAsync(HmacSigner.Header(CrmApp.OwnerKey, CrmApp.OwnerSecret, date, Salt)));

    [Theory]
    [InlineData(12, 200)]
    [InlineData(64, 200)]
    [InlineData(11, 400)]
    [InlineData(65, 400)]
    public async Task Call_SaltOfALength_IsLetInFrom12To64Bytes(int length, int status) =>
        Assert.Equal(status, await StatusAsync(HmacSigner.Header(CrmApp.OwnerKey, CrmApp.OwnerSecret, Date, new string('s', length))));

    [Theory]
    [InlineData("HMAC-SHA256 apiKey={0}, date={1}, salt={2}", "signature")]
    [InlineData("HMAC-SHA256 apiKey={0}, salt={2}, signature={3}", "date")]
    [InlineData("HMAC-SHA256 apiKey={0}, date={1}, signature={3}", "salt")]
    [InlineData("HMAC-SHA256 apiKey={0}, date={1}, salt={2}, signature=", "signature")]
    [InlineData("HMAC-SHA256 apiKey={0}, date=2026-04-23T08:15:30.1234567890Z, salt={2}, signature={3}", "date")]
    [InlineData("HMAC-SHA256 date={1}, salt={2}, signature={3}", "apiKey")]
    [InlineData("HMAC-SHA256 apiKey={0}, date=yesterday, salt={2}, signature={3}", "date")]
    [InlineData("HMAC-SHA256 apiKey={0}, date=2026-04-23T08:15:30, salt={2}, signature={3}", "date")]
    [InlineData("HMAC-SHA256 apiKey={0}, date={1}, salt=0123456789a, signature={3}", "salt")]
    [InlineData("HMAC-SHA256 apiKey={0}, date={1}, salt={2}, signature=12", "signature")]
    [InlineData("HMAC-SHA256 apiKey={0}, date={1}, salt={2}, signature={3}, date={1}", "Authorization")]
    [InlineData("HMAC-MD5 apiKey={0}, date={1}, salt={2}, signature={3}", "Authorization")]
    [InlineData("HMAC-SHA256", "Authorization")]
    public async Task Call_MalformedHeader_NamesTheParameter(string form, string path)
    {
        var answer = await CallAsync(string.Format(CultureInfo.InvariantCulture, form, CrmApp.OwnerKey, Date, Salt, Vector));

        Assert.Equal((400, "ValidationError"), (answer.Code, answer.ErrorCode));
        Assert.Equal(path, (string?)answer["details"]![0]!["path"]);
    }

    [Fact]
    public async Task Call_RepeatedSignature_IsRefusedInEitherCaseOfItsHex()
    {
        var header = HmacSigner.Header(CrmApp.OwnerKey, CrmApp.OwnerSecret, Date, Salt);
        Assert.Equal(200, await StatusAsync(header));

        await AssertRefusedAsync(header, 403, "DuplicatedSignature");
        await AssertRefusedAsync(header.Replace(Vector, Vector.ToUpperInvariant(), StringComparison.Ordinal), 403, "DuplicatedSignature");
    }

    [Fact]
    public async Task Call_RepeatedSignature_IsKnownUntilItsDateHasLeftTheWindow()
    {
        var header = HmacSigner.Header(CrmApp.OwnerKey, CrmApp.OwnerSecret, "2026-04-23T08:29:30.123Z", Salt);
        Assert.Equal(200, await StatusAsync(header));

        time.Advance(TimeSpan.FromMinutes(28));
        await AssertRefusedAsync(header, 403, "DuplicatedSignature");
        time.Advance(TimeSpan.FromMinutes(2));
        await AssertRefusedAsync(header, 403, "RequestTimeTooSkewed");
    }

    [Fact]
    public async Task Call_RepeatedSignatureAfterRestart_IsRefused()
    {
        var header = HmacSigner.Header(CrmApp.OwnerKey, CrmApp.OwnerSecret, Date, Salt);
        Assert.Equal(200, await StatusAsync(header));

        await host.DisposeAsync();
        host = NewHost();

        await AssertRefusedAsync(header, 403, "DuplicatedSignature");
    }

    [Fact]
    public async Task Call_WrongSignature_IsRefusedAndNotRemembered()
    {
        var right = HmacSigner.Header(CrmApp.OwnerKey, CrmApp.OwnerSecret, Date, Salt);

        await AssertRefusedAsync(HmacSigner.Header(CrmApp.OwnerKey, "another", Date, Salt), 403, "SignatureDoesNotMatch");
        Assert.Equal(200, await StatusAsync(right));
    }

    [Theory]
    [InlineData(15 * 60, 200)]
    [InlineData(-15 * 60, 200)]
    [InlineData((15 * 60) + 30, 403)]
    [InlineData((-15 * 60) - 30, 403)]
    public async Task Call_DateAwayFromTheClock_IsLetInWithinTheWindow(int seconds, int expected)
    {
        // The test's own running time moves the clock on: the edges are met a few seconds inside.
        var away = TimeSpan.FromSeconds(expected == 200 ? seconds - (Math.Sign(seconds) * 10) : seconds);
        var date = (time.GetUtcNow() + away).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

        var answer = await CallAsync(HmacSigner.Header(CrmApp.OwnerKey, CrmApp.OwnerSecret, date, Salt));

        Assert.Equal(expected, answer.Code);
        Assert.Equal(expected == 200 ? null : "RequestTimeTooSkewed", answer.ErrorCode);
    }

    [Fact]
    public async Task Call_UnknownKey_IsRefused() =>
        await AssertRefusedAsync(HmacSigner.Header("NCSUNKNOWN000001", CrmApp.OwnerSecret, Date, Salt), 403, "InvalidAPIKey");

    [Fact]
    public async Task Call_DisabledKey_IsRefusedAtOnce()
    {
        var keys = host.Get<ApiKeyService>();
        var caller = CrmHost.Caller(Role.Owner);
        var key = await keys.CreateAsync(caller, new CredentialInput("one", Role.Viewer), CancellationToken.None);
        using var client = host.Signed(key.ApiKey, key.ApiSecret!);
        Assert.Equal(200, (await client.GetJson("plan")).Code);

        await keys.UpdateAsync(caller, key.ApiKeyId, new CredentialInput(Disabled: true), CancellationToken.None);

        Assert.Equal("InvalidAPIKey", (await client.GetJson("plan")).ErrorCode);
    }

    public Task InitializeAsync()
    {
        time.SetUtcNow(DateTimeOffset.Parse(Date, CultureInfo.InvariantCulture));
        host = NewHost();

        // However long a start takes, no date is to grow old by it.
        _ = host.Services;
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Dispose();
    }

    private CrmHost NewHost() => new() { Time = time, StoragePath = folder.Path };

    private async Task<int> StatusAsync(string header) => (await CallAsync(header)).Code;

    private async Task AssertRefusedAsync(string header, int status, string code)
    {
        var answer = await CallAsync(header);
        Assert.Equal((status, code), (answer.Code, answer.ErrorCode));
    }

    private async Task<Answer> CallAsync(string header)
    {
        using var client = host.Anonymous();
        return await client.GetJson("plan", ("Authorization", header));
    }
}
