using CrmAdmin.Access;

namespace CrmAdmin.Tests.Http;

public sealed class RateLimitTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly CrmHost host;

    public RateLimitTests()
    {
        host = new CrmHost { Time = time };
        host.Settings["RateLimit:Requests"] = "3";
        host.Settings["RateLimit:WindowSeconds"] = "60";
    }

    [Fact]
    public async Task Call_OverTheLimit_IsRefusedOnEveryPathUntilTheWindowEnds()
    {
        var owner = host.As(Role.Owner);
        Assert.Equal("2", Header(await owner.GetJson("plan"), "x-ratelimit-remaining"));
        Assert.Equal(404, (await owner.GetJson("nothing")).Code);
        Assert.Equal("0", Header(await owner.GetJson("plan"), "x-ratelimit-remaining"));

        var refused = await owner.GetJson("nothing");
        Assert.Equal((429, "TooManyRequests"), (refused.Code, refused.ErrorCode));
        Assert.Equal((string?)refused["errorMessage"], (string?)refused["message"]);
        Assert.Equal(("3", "0"), (Header(refused, "x-ratelimit-limit"), Header(refused, "x-ratelimit-remaining")));
        Assert.Equal(Header(refused, "Retry-After"), Header(refused, "x-ratelimit-reset"));
        Assert.InRange(int.Parse(Header(refused, "Retry-After"), System.Globalization.CultureInfo.InvariantCulture), 1, 60);

        Assert.Equal(200, (await host.As(Role.Member).GetJson("plan")).Code);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(200, (await owner.GetJson("plan")).Code);
    }

    [Fact]
    public async Task Call_Unidentified_IsUnauthorizedRatherThanLimited()
    {
        using var client = host.Anonymous();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, (await client.GetJson("plan")).Code);
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await host.DisposeAsync();

    private static string Header(Answer answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
