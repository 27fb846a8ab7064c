using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Http;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private static readonly object Body = new { name = "one", role = "VIEWER" };
    private readonly ManualTime time = new();
    private readonly CrmHost host;

    public IdempotencyTests() => host = new CrmHost { Time = time };

    private HttpClient Owner => host.As(Role.Owner);

    [Fact]
    public async Task Post_SameKeyAndBody_GivesTheFirstAnswerWithoutItsSecret()
    {
        var first = await Owner.PostJson("api-keys", Body, Key("a"));
        var second = await Owner.PostJson("api-keys", Body, Key("a"));

        Assert.Equal(200, first.Code);
        Assert.NotNull(first["apiSecret"]);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal((200, (string?)first["apiKeyId"]), (second.Code, (string?)second["apiKeyId"]));
        Assert.Null(second["apiSecret"]);
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Post_SameKeyOtherBody_IsRefusedAndLeavesNothing()
    {
        await Owner.PostJson("api-keys", Body, Key("a"));
        var before = await StoreDigest.OfAsync(host.Get<Store>());

        var answer = await Owner.PostJson("api-keys", new { name = "two", role = "VIEWER" }, Key("a"));

        Assert.Equal((409, "IdempotencyKeyReuse"), (answer.Code, answer.ErrorCode));
        Assert.Null(answer["apiSecret"]);
        Assert.Equal(before, await StoreDigest.OfAsync(host.Get<Store>()));
        Assert.True((await Owner.PostJson("api-keys", Body, Key("a"))).Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Post_SameKeyElsewhere_IsAnotherRequest()
    {
        await Owner.PostJson("api-keys", Body, Key("a"));

        var otherCaller = await host.As(Role.Admin).PostJson("api-keys", Body, Key("a"));
        var otherPath = await Owner.PostJson("tokens", new { name = "one", role = "VIEWER", expiresAt = Future() }, Key("a"));
        var otherQuery = await Owner.PostJson("api-keys?x=1", Body, Key("a"));

        Assert.False(otherCaller.Headers.Contains("Idempotent-Replayed"));
        Assert.False(otherPath.Headers.Contains("Idempotent-Replayed"));
        Assert.True(otherQuery.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Post_AfterARefusal_RunsAgain()
    {
        Assert.Equal(400, (await Owner.PostJson("api-keys", new { name = "one" }, Key("a"))).Code);

        Assert.Equal(200, (await Owner.PostJson("api-keys", Body, Key("a"))).Code);
    }

    [Fact]
    public async Task Post_AfterADay_RunsAgain()
    {
        await Owner.PostJson("api-keys", Body, Key("a"));

        time.Advance(TimeSpan.FromHours(24.1));
        var late = await Owner.PostJson("api-keys", Body, Key("a"));

        Assert.Equal(200, late.Code);
        Assert.False(late.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Post_ManyAtOnce_RunsOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Owner.PostJson("api-keys", Body, Key("a"))));

        Assert.All(answers, a => Assert.True(a.Code == 200 || a.ErrorCode == "RequestInProgress"));
        Assert.Single(answers, a => a.Code == 200 && !a.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(1, await CountAsync());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ A")]
    [InlineData(255)]
    public async Task Post_KeyOf1To255PrintableCharacters_IsTaken(object key)
    {
        var header = ("Idempotency-Key", key is int length ? new string('k', length) : (string)key);

        var (first, again) = (await Owner.PostJson("api-keys", Body, header), await Owner.PostJson("api-keys", Body, header));

        Assert.Equal((200, 200), (first.Code, again.Code));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
    }

    [Theory]
    [InlineData("a\tb")]
    [InlineData("한글")]
    [InlineData(256)]
    public async Task Post_MalformedKey_IsRefused(object key)
    {
        var text = key is int length ? new string('k', length) : (string)key;

        var answer = await Owner.PostJson("api-keys", Body, ("Idempotency-Key", text));

        Assert.Equal((400, "ValidationError"), (answer.Code, answer.ErrorCode));
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 409)]
    public async Task Post_FirstRequestDiedWithItsProcess_RunsAgainOnlyWhereNothingWasWritten(int state, int expected)
    {
        await Owner.PostJson("api-keys", Body, Key("a"));
        var now = time.GetUtcNow().UtcDateTime;
        await host.Get<Store>().WriteAsync(
            db => db.Set<IdempotencyRow>().ExecuteUpdateAsync(set => set
                .SetProperty(r => r.State, (IdempotencyState)state).SetProperty(r => r.Process, "of another life").SetProperty(r => r.LeaseUntil, now)),
            CancellationToken.None);

        Assert.Equal(expected, (await Owner.PostJson("api-keys", Body, Key("a"))).Code);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await host.DisposeAsync();

    private static (string Name, string Value) Key(string key) => ("Idempotency-Key", key);

    private string Future() => time.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private Task<int> CountAsync() => host.Get<Store>().ReadAsync(
        db => db.Set<ApiKeyRow>().CountAsync(k => k.Name == "one"), CancellationToken.None);
}
