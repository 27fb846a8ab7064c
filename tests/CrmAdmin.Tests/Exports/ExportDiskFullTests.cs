using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Exports;

public sealed class ExportDiskFullTests
{
    private const int Records = 3000;

    [SmallDiskFact]
    public async Task Export_FolderFull_FailsWithTheReasonAndRecoversByItself()
    {
        await using var exports = await ExportHost.StartAsync(new CrmHost { Settings = { ["Export:SyncLimit"] = $"{Records - 1}" } });
        await exports.PeopleAsync(Records);
        using var disk = SmallDisk.Over(Path.Combine(exports.Host.App.StoragePath, "exports"), 64);
        foreach (var format in new[] { "csv", "excel" })
        {
            var status = await exports.OverAsync(Role.Member, await exports.JobAsync(Role.Member, new { entityId = exports.EntityId, format }));
            Assert.Equal("failed", (string?)status["status"]);
            Assert.Contains("공간", (string?)status["error"], StringComparison.Ordinal);
            Assert.Null(status["downloadUrl"]);

            // What was begun is cleared away once the end is written down.
            await Patience.UntilAsync(() => exports.Files().Length == 0);
        }

        // A file made while the caller waits is refused as something that passes; records can still be read.
        var waiting = await exports.RequestAsync(Role.Member, new { entityId = exports.EntityId, format = "csv", keyword = "사람 1" });
        Assert.Equal((503, "ServiceUnavailable"), (waiting.Code, waiting.ErrorCode));
        Assert.Empty(exports.Files());
        Assert.Equal(200, (await exports.Host.As(Role.Member).GetJson($"records?entityId={exports.EntityId}")).Code);

        disk!.Resize(64_000);
        var again = await exports.OverAsync(Role.Member, await exports.JobAsync(Role.Member, new { entityId = exports.EntityId, format = "csv" }));
        Assert.Equal(("completed", Records), ((string?)again["status"], (int)again["progress"]!));
    }
}
