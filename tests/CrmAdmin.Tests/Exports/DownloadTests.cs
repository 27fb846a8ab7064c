using System.Net;
using System.Text;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Exports;

public sealed class DownloadTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private ExportHost exports = null!;
    private readonly HttpClient client = new();
    private string url = "";
    private byte[] whole = [];

    public async Task InitializeAsync()
    {
        var host = new CrmHost { Time = time, Settings = { ["Export:LinkMinutes"] = "1.5" } };
        host.App.Listen();
        exports = await ExportHost.StartAsync(host);
        await exports.PeopleAsync(50);
        url = (string)(await exports.RequestAsync(Role.Member, new { entityId = exports.EntityId, format = "csv" }))["downloadUrl"]!;
        whole = await exports.BytesAsync(url);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await exports.DisposeAsync();
    }

    [Fact]
    public async Task Get_GoodLink_HasTheHeadersOfTheContract()
    {
        using var answer = await exports.DownloadAsync(url);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Matches("^고객 e[0-9a-f]{8}_\\d{4}-\\d\\d-\\d\\d_\\d{6}\\.csv$", answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition.DispositionType);
    }

    [Fact]
    public async Task Get_WithRange_GivesThatPart()
    {
        using var answer = await exports.DownloadAsync(url, range: "bytes=10-29");
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(whole[10..30], await answer.Content.ReadAsByteArrayAsync());
        using var beyond = await exports.DownloadAsync(url, range: $"bytes={whole.Length}-");
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Fact]
    public async Task Head_GoodLink_TellsTheSizeAlone()
    {
        using var answer = await exports.DownloadAsync(url, HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, whole.Length), (answer.StatusCode, answer.Content.Headers.ContentLength));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Get_LateByAFractionOfAMinute_IsRefused()
    {
        // The clock goes on by itself too: half a minute is left to the first, none to the second.
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(whole, await exports.BytesAsync(url));
        time.Advance(TimeSpan.FromMinutes(0.5));
        await AssertRefusedAsync(url);
    }

    [Fact]
    public async Task Get_ThousandsOfAlteredLinks_NoneIsAccepted()
    {
        var random = new Random(1);
        var path = new Uri(url).AbsolutePath;
        var token = path[(path.LastIndexOf('/') + 1)..];
        var prefix = path[..^token.Length];
        var tried = new HashSet<string>(StringComparer.Ordinal) { path };
        while (tried.Count < 3000)
        {
            tried.Add(prefix + Alter(token, random));
        }

        tried.Remove(path);
        foreach (var altered in tried)
        {
            await AssertRefusedAsync(new Uri(new Uri(url), altered).ToString());
        }
    }

    [Fact]
    public async Task Get_SameTokenSpeltOtherwise_IsRefused()
    {
        var token = url[(url.LastIndexOf('/') + 1)..];
        var start = url[..^token.Length];
        foreach (var other in new[]
        {
            $"{start}%{(int)token[0]:X2}{token[1..]}",
            $"{url}?",
            $"{url}?x=1",
            $"{url}/",
            $"{start}/{token}",
            $"{url}=",
            $"{url}%20",
            start.Replace("downloads", "DOWNLOADS", StringComparison.Ordinal) + token,
            start.Replace("downloads", "%64ownloads", StringComparison.Ordinal) + token,
            start,
        })
        {
            await AssertRefusedAsync(other);
        }
    }

    [Fact]
    public async Task Get_AnotherServersLink_IsRefused()
    {
        await using var other = await ExportHost.StartAsync();
        await other.PeopleAsync(1);
        var foreign = (string)(await other.RequestAsync(Role.Member, new { entityId = other.EntityId, format = "csv" }))["downloadUrl"]!;
        await AssertRefusedAsync(url[..url.IndexOf("/crm-core", StringComparison.Ordinal)] + new Uri(foreign).AbsolutePath);
    }

    [Fact]
    public async Task Links_OfTwoStatusReads_AreBothGoodAndNotTheSame()
    {
        var job = (await exports.Host.Get<CrmAdmin.Exports.ExportService>().ListAsync(CrmHost.Caller(Role.Admin), 1, default)).Single().JobId;
        var first = (string)(await exports.StatusAsync(Role.Member, job))["downloadUrl"]!;
        var second = (string)(await exports.StatusAsync(Role.Member, job))["downloadUrl"]!;
        Assert.NotEqual(first, second);
        Assert.Equal(whole, await exports.BytesAsync(first));
        Assert.Equal(whole, await exports.BytesAsync(second));
    }

    private async Task AssertRefusedAsync(string link)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(link, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Forbidden && body.Contains("\"LinkExpired\"", StringComparison.Ordinal), $"{link}: {answer.StatusCode} {body}");
    }

    /// <summary>Changes, drops, adds, repeats or swaps a character, or changes a letter's case.</summary>
    private static string Alter(string token, Random random)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var text = new StringBuilder(token);
        var at = random.Next(token.Length);
        switch (random.Next(6))
        {
            case 0: text[at] = Letters[random.Next(Letters.Length)]; break;
            case 1: text.Remove(at, random.Next(1, Math.Min(8, token.Length - at + 1))); break;
            case 2: text.Insert(at, Letters[random.Next(Letters.Length)]); break;
            case 3: text[at] = char.IsUpper(text[at]) ? char.ToLowerInvariant(text[at]) : char.ToUpperInvariant(text[at]); break;
            case 4: (text[at], text[^1]) = (text[^1], text[at]); break;
            default: text[^1] = Letters[random.Next(Letters.Length)]; break;
        }

        return text.ToString();
    }
}
