using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Access;

public sealed class CredentialTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly CrmHost host;

    public CredentialTests() => host = new CrmHost { Time = time };

    private HttpClient Owner => host.As(Role.Owner);

    [Fact]
    public async Task ApiKey_Made_SignsAndShowsItsSecretOnce()
    {
        var made = await Owner.PostJson("api-keys", new { name = " 쇼핑몰 ", role = "MEMBER" });
        Assert.Equal((16, "쇼핑몰", "MEMBER"), (((string)made["apiKey"]!).Length, (string?)made["name"], (string?)made["role"]));

        using var client = host.Signed((string)made["apiKey"]!, (string)made["apiSecret"]!);
        Assert.Equal(200, (await client.GetJson("plan")).Code);

        var listed = (await Owner.GetJson("api-keys"))["data"]!.AsArray().Single(k => (string?)k!["apiKeyId"] == (string?)made["apiKeyId"])!;
        Assert.Null(listed["apiSecret"]);
        Assert.NotNull(listed["lastUsedAt"]);
    }

    [Fact]
    public async Task Secrets_Stored_AreNowhereInClear()
    {
        var key = await Owner.PostJson("api-keys", new { name = "one", role = "MEMBER" }, ("Idempotency-Key", "k"));
        var token = await MakeTokenAsync("VIEWER");
        await host.Get<LastUsed>().FlushAsync(CancellationToken.None);
        await host.Get<Store>().WriteAsync(db => db.Database.ExecuteSqlRawAsync("SELECT 1"), CancellationToken.None);

        var stored = string.Concat(Directory.EnumerateFiles(host.App.StoragePath, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock").Select(ReadShared))
            + TestDatabase.Contents(host.App.StoragePath);

        Assert.DoesNotContain((string)key["apiSecret"]!, stored, StringComparison.Ordinal);
        Assert.DoesNotContain((string)token["token"]!, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(CrmApp.OwnerPassword, stored, StringComparison.Ordinal);
        Assert.Contains((string)key["apiKey"]!, stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_UntilItsEnd_LetsIn()
    {
        var token = await MakeTokenAsync("VIEWER");
        using var client = host.Anonymous();
        var header = ("Authorization", $"Bearer {token["token"]}");
        Assert.Equal(200, (await client.GetJson("plan", header)).Code);
        Assert.Equal("Forbidden", (await client.GetJson("audit-log", header)).ErrorCode);

        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal("InvalidToken", (await client.GetJson("plan", header)).ErrorCode);
    }

    [Fact]
    public async Task Token_DisabledOrDeleted_IsRefusedAtOnce()
    {
        var token = await MakeTokenAsync("VIEWER");
        using var client = host.Anonymous();
        var header = ("Authorization", $"Bearer {token["token"]}");

        await Owner.PatchJson($"tokens/{token["tokenId"]}", new { disabled = true });
        Assert.Equal("InvalidToken", (await client.GetJson("plan", header)).ErrorCode);
        await Owner.PatchJson($"tokens/{token["tokenId"]}", new { disabled = false });
        Assert.Equal(200, (await client.GetJson("plan", header)).Code);
        await Owner.DeleteJson($"tokens/{token["tokenId"]}");
        Assert.Equal("InvalidToken", (await client.GetJson("plan", header)).ErrorCode);
    }

    [Fact]
    public async Task Admin_CredentialAboveOwnRole_CannotBeMadeOrChanged()
    {
        var admin = host.As(Role.Admin);
        var owners = await Owner.PostJson("api-keys", new { name = "owners", role = "OWNER" });
        var lesser = await Owner.PostJson("api-keys", new { name = "lesser", role = "VIEWER" });

        Assert.Equal(403, (await admin.PostJson("api-keys", new { name = "a", role = "OWNER" })).Code);
        Assert.Equal(403, (await admin.PatchJson($"api-keys/{owners["apiKeyId"]}", new { disabled = true })).Code);
        Assert.Equal(403, (await admin.DeleteJson($"api-keys/{owners["apiKeyId"]}")).Code);
        Assert.Equal(403, (await admin.PatchJson($"api-keys/{lesser["apiKeyId"]}", new { role = "OWNER" })).Code);
        Assert.Equal(200, (await admin.PatchJson($"api-keys/{lesser["apiKeyId"]}", new { role = "ADMIN" })).Code);
    }

    [Fact]
    public async Task List_OverSeveralPages_ShowsEachOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            await Owner.PostJson("api-keys", new { name = $"k{i}", role = "VIEWER" });
        }

        var (seen, startKey) = (new List<string>(), "");
        do
        {
            var page = await Owner.GetJson($"api-keys?limit=2{startKey}");
            seen.AddRange(page["data"]!.AsArray().Select(k => (string)k!["name"]!));
            startKey = page["nextKey"] is { } next ? $"&startKey={Uri.EscapeDataString((string)next!)}" : null;
        }
        while (startKey is not null);

        Assert.Equal(["k4", "k3", "k2", "k1", "k0", "Bootstrap"], seen);
    }

    [Fact]
    public async Task AuditLog_EveryChangeOfAKey_IsThereAndNarrowed()
    {
        var made = await Owner.PostJson("api-keys", new { name = "one", role = "VIEWER" });
        await Owner.PatchJson($"api-keys/{made["apiKeyId"]}", new { disabled = true });
        await Owner.DeleteJson($"api-keys/{made["apiKeyId"]}");

        var log = (await Owner.GetJson("audit-log"))["data"]!.AsArray();
        Assert.Equal(["apiKey.delete", "apiKey.update", "apiKey.create"], log.Take(3).Select(e => (string)e!["action"]!));
        var change = log[1]!["changes"]!.AsArray().Single(c => (string?)c!["field"] == "disabled")!;
        Assert.Equal((false, true), ((bool)change["from"]!, (bool)change["to"]!));
        Assert.Equal("apiKey", (string?)log[0]!["actorKind"]);

        var narrowed = (await Owner.GetJson("audit-log?action=apiKey.update"))["data"]!.AsArray();
        Assert.Equal("apiKey.update", (string?)Assert.Single(narrowed)!["action"]);
        Assert.Empty((await Owner.GetJson("audit-log?to=2001-01-01T00:00:00Z"))["data"]!.AsArray());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await host.DisposeAsync();

    /// <summary>What a file holds; nothing where it has gone meanwhile, as the scheduler's journal does with each of its writes.</summary>
    private static string ReadShared(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    private Task<Answer> MakeTokenAsync(string role) => Owner.PostJson("tokens", new
    {
        name = "one",
        role,
        expiresAt = time.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    });
}
