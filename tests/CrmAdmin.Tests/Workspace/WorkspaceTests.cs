using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;
using CrmAdmin.Workspace;

namespace CrmAdmin.Tests.Workspace;

public sealed class WorkspaceTests
{
    [Fact]
    public async Task Update_ByTheOwner_HoldsAtOnceAndAfterARestart()
    {
        using var folder = new TempFolder();
        await using (var host = new CrmHost { StoragePath = folder.Path })
        {
            await host.Get<WorkspaceService>().UpdateAsync(CrmHost.Caller(Role.Owner), new WorkspaceInput(" 서울 지사 ", "Europe/Berlin", "en", "sunday"), default);
            Assert.Equal("Europe/Berlin", host.Get<WorkspaceSettings>().TimeZone.Id);
            var audit = await host.As(Role.Owner).GetJson("audit-log?action=workspace.update");
            Assert.Equal(4, audit["data"]![0]!["changes"]!.AsArray().Count);
        }

        await using var again = new CrmHost { StoragePath = folder.Path };
        var now = again.Get<WorkspaceSettings>();
        Assert.Equal(("서울 지사", "Europe/Berlin", "en", DayOfWeek.Sunday), (now.Name, now.TimeZone.Id, now.Language.Name, now.WeekStart));
    }

    [Fact]
    public async Task Day_OfACondition_IsInTheZoneThatWasSet()
    {
        await using var host = new CrmHost();
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        var at = await owner.PropertyAsync(entityId, "at", "DATETIME");
        await owner.RecordAsync(entityId, "evening", new Dictionary<string, object?> { [at] = "2026-04-22T23:00:00Z" });
        object Search(string day) => new { entityId, conditionGroup = new { @operator = "AND", conditions = new[] { new { field = "data." + at, @operator = "equals", value = day } } } };
        async Task<int> FindAsync(string day) => (int)(await owner.PostJson("records/search/count", Search(day)))["count"]!;

        Assert.Equal((0, 1), (await FindAsync("2026-04-22"), await FindAsync("2026-04-23")));
        await host.Get<WorkspaceService>().UpdateAsync(CrmHost.Caller(Role.Owner), new WorkspaceInput("", "America/New_York", "ko", "monday"), default);
        Assert.Equal((1, 0), (await FindAsync("2026-04-22"), await FindAsync("2026-04-23")));
    }

    [Theory]
    [InlineData("a\u0007b", "Asia/Seoul", "ko", "monday", "name")]
    [InlineData("01234567890123456789012345678901234567890", "Asia/Seoul", "ko", "monday", "name")]
    [InlineData("", "Mars/Olympus", "ko", "monday", "timeZone")]
    [InlineData("", null, "ko", "monday", "timeZone")]
    [InlineData("", "Asia/Seoul", "fr", "monday", "language")]
    [InlineData("", "Asia/Seoul", "ko", "friday", "weekStart")]
    [InlineData("", "Asia/Seoul", "ko", null, "weekStart")]
    public async Task Update_WithWhatCannotBe_NamesItAndChangesNothing(string name, string? zone, string language, string? weekStart, string wrong)
    {
        await using var host = new CrmHost();
        var before = host.Get<WorkspaceSettings>().Profile;

        var refusal = await Assert.ThrowsAsync<CrmException>(
            () => host.Get<WorkspaceService>().UpdateAsync(CrmHost.Caller(Role.Owner), new WorkspaceInput(name, zone, language, weekStart), default));

        Assert.Equal(wrong, Assert.Single(refusal.Details).Path);
        Assert.Equal(before, host.Get<WorkspaceSettings>().Profile);
    }

    [Fact]
    public async Task Update_ByAnAdmin_IsForbidden()
    {
        await using var host = new CrmHost();
        var refusal = await Assert.ThrowsAsync<CrmException>(
            () => host.Get<WorkspaceService>().UpdateAsync(CrmHost.Caller(Role.Admin), new WorkspaceInput("", "UTC", "ko", "monday"), default));
        Assert.Equal(ErrorCode.Forbidden, refusal.Code);
    }
}
