using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Files;
using CrmAdmin.Trash;
using Microsoft.Extensions.Configuration;

namespace CrmAdmin.Tests.Http;

/// <summary>The settings that operators rely on.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Database:Provider", "Oracle")]
    [InlineData("Workspace:TimeZone", "Mars/Olympus")]
    [InlineData("Workspace:Language", "fr")]
    [InlineData("RateLimit:Requests", "0")]
    [InlineData("RateLimit:WindowSeconds", "0")]
    [InlineData("Export:SyncLimit", "-1")]
    [InlineData("Export:LinkMinutes", "0")]
    [InlineData("Http:PublicUrl", "ftp://example.com")]
    [InlineData("Trash:Retention", "00:00:00")]
    [InlineData("Trash:GcInterval", "-00:00:01")]
    [InlineData("Plan:ExportEnabled", "maybe")]
    [InlineData("Demo:Enabled", "maybe")]
    public async Task Start_WithASettingThatMakesNoSense_IsRefused(string name, string value)
    {
        await using var host = new CrmHost { Settings = { [name] = value } };
        Assert.ThrowsAny<Exception>(() => host.Services);
    }

    [Fact]
    public async Task Start_OnPostgresWithoutAConnection_IsRefused()
    {
        await using var host = new CrmHost { Settings = { ["Database:Provider"] = "Postgres", ["ConnectionStrings:Crm"] = "" } };
        var refusal = Assert.ThrowsAny<Exception>(() => host.Services);
        Assert.Contains("ConnectionStrings:Crm", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_AreThoseOfTheContract()
    {
        var none = new ConfigurationBuilder().Build();
        Assert.Equal(new TrashOptions(TimeSpan.FromDays(14), TimeSpan.FromHours(1)), TrashOptions.From(none));
        var exports = ExportOptions.From(none);
        Assert.Equal((10_000L, TimeSpan.FromMinutes(60), null), (exports.SyncLimit, exports.LinkLife, exports.PublicUrl));
    }

    [Fact]
    public async Task RateLimit_WhereNothingIsSet_IsTwoHundredInFiveSeconds()
    {
        await using var host = new CrmHost { Time = new ManualTime() };
        host.App.Settings.Remove("RateLimit:Requests");
        var answer = await host.As(Role.Owner).GetJson("plan");
        Assert.Equal("200", answer.Headers.GetValues("x-ratelimit-limit").Single());
        Assert.InRange(int.Parse(answer.Headers.GetValues("x-ratelimit-reset").Single(), null), 1, 5);
    }

    [Fact]
    public async Task Bootstrap_OfWhatExists_ChangesNothing()
    {
        using var folder = new TempFolder();
        await using (var first = new CrmHost { StoragePath = folder.Path })
        {
            Assert.Equal(200, (await first.As(Role.Owner).GetJson("plan")).Code);
        }

        await using var second = new CrmHost
        {
            StoragePath = folder.Path,
            Settings = { ["Bootstrap:ApiSecret"] = "another secret", ["Bootstrap:OwnerPassword"] = "another password" },
        };
        Assert.Equal(200, (await second.As(Role.Owner).GetJson("plan")).Code);
        Assert.Equal("SignatureDoesNotMatch", (await second.Signed(CrmApp.OwnerKey, "another secret").GetJson("plan")).ErrorCode);
        using var session = await second.App.SignInAsync();
        Assert.Equal(200, (await session.GetJson("plan")).Code);
        TestDatabase.Leave(folder.Path);
    }

    [Theory]
    [InlineData("https://crm.example.com", "https://crm.example.com/")]
    [InlineData("https://crm.example.com/base/", "https://crm.example.com/base/")]
    [InlineData("", "http://localhost/")]
    public async Task PublicUrl_IsWhatLinksBeginWith_ElseTheRequestsOwn(string url, string expected)
    {
        await using var exports = await ExportHost.StartAsync(new CrmHost { Settings = { ["Http:PublicUrl"] = url } });
        var owner = exports.Host.As(Role.Owner);
        var file = await owner.UploadAsync(Uploads.Png, "a.png");
        var export = await exports.RequestAsync(Role.Owner, new { entityId = exports.EntityId, format = "csv" });

        Assert.StartsWith(expected + "crm-core/v1/", (string)file["url"]!, StringComparison.Ordinal);
        Assert.StartsWith(expected + "crm-core/v1/downloads/", (string)export["downloadUrl"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GcInterval_LetsTheCollectorComeByOfItself()
    {
        await using var host = new CrmHost { Settings = { ["Trash:Retention"] = "00:00:00.010", ["Trash:GcInterval"] = "00:00:00.050" } };
        var owner = host.As(Role.Owner);
        var recordId = await owner.RecordAsync(await owner.EntityAsync(), "a");
        await owner.DeleteJson($"records/{recordId}");

        await Patience.UntilAsync(async () => (await owner.GetJson($"audit-log?recordId={recordId}&action=record.purge"))["data"]!.AsArray().Count > 0);
    }

    [Fact]
    public async Task Settings_OfTheEnvironmentAndOfTheCommandLine_Hold()
    {
        using var folder = new TempFolder();
        (string, string)[] settings = [.. TestDatabase.Settings(folder.Path).Select(s => (s.Key, s.Value)), ("Export__SyncLimit", "1"), ("Workspace:TimeZone", "Europe/Berlin")];
        try
        {
            using var server = await ServerProcess.StartAsync(folder.Path, settings);
            var entityId = await server.Client.EntityAsync();
            var bornAt = await server.Client.PropertyAsync(entityId, "seen", "DATETIME");
            await server.Client.RecordAsync(entityId, "a", new { seen = "2026-04-23T22:30:00Z" });
            var conditionGroup = new { @operator = "AND", conditions = new[] { new { field = $"data.{bornAt}", @operator = "equals", value = "2026-04-24" } } };
            var found = await server.Client.PostJson("records/search/advanced", new { entityId, conditionGroup });
            Assert.Single(found["data"]!.AsArray());

            Assert.Equal("sync", (string?)(await server.Client.PostJson("records/export/request", new { entityId, format = "csv" }))["mode"]);
            await server.Client.RecordAsync(entityId, "b");
            Assert.Equal("async", (string?)(await server.Client.PostJson("records/export/request", new { entityId, format = "csv" }))["mode"]);
        }
        finally
        {
            TestDatabase.Leave(folder.Path);
        }
    }
}
