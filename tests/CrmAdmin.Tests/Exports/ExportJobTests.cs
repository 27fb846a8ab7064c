using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Jobs;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using CrmAdmin.Workspace;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Exports;

public sealed class ExportJobTests
{
    private const int Limit = 20;

    [Fact]
    public async Task Request_AtTheLimitAndAbove_IsSyncThenAsync()
    {
        await using var exports = await StartAsync();
        await exports.PeopleAsync(Limit);
        Assert.Equal(Limit + 2, (await exports.CsvAsync(Role.Member, Csv(exports))).Split("\r\n").Length);

        await exports.PeopleAsync(1);
        var jobId = await exports.JobAsync(Role.Member, Csv(exports));
        var status = await exports.OverAsync(Role.Member, jobId);
        Assert.Equal(("completed", Limit + 1, Limit + 1), ((string?)status["status"], (int)status["progress"]!, (int)status["total"]!));
        Assert.Equal(jobId, (string?)status["jobId"]);
        Assert.True(Guid.TryParse(jobId, out _));
        Assert.Equal(Limit + 3, Encoding.UTF8.GetString(await exports.BytesAsync((string)status["downloadUrl"]!)).Split("\r\n").Length);
    }

    [Fact]
    public async Task Manifest_OfACompletedExport_FitsItsFile()
    {
        await using var exports = await StartAsync();
        await exports.PeopleAsync(3);
        var url = (string)(await exports.RequestAsync(Role.Member, Csv(exports)))["downloadUrl"]!;
        var bytes = await exports.BytesAsync(url);
        var service = exports.Host.Get<ExportService>();
        var state = Assert.Single(await service.ListAsync(CrmHost.Caller(Role.Admin), 10, default));
        Assert.Equal((JobStatus.Completed, 3), (state.Status, state.Progress));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), state.Manifest.Sha256);
        Assert.Equal(bytes.Length, state.Manifest.Bytes);
        Assert.Equal(["레코드 ID", "이름", "age", "태그", "담당자", "생성일", "수정일"], state.Manifest.Columns);
        var path = Path.Combine(exports.Host.App.StoragePath, "exports", Assert.Single(exports.Files()));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.False(state.Manifest.IsMasked);
        Assert.Equal("Member", state.Manifest.AskedBy);
        Assert.Empty(await service.ListAsync(CrmHost.Caller(Role.Member), 10, default));
    }

    [Fact]
    public async Task Status_OfAnothersJob_IsThatOfNone()
    {
        await using var exports = await StartAsync();
        await exports.PeopleAsync(Limit + 1);
        var jobId = await exports.JobAsync(Role.Admin, Csv(exports));
        await exports.OverAsync(Role.Admin, jobId);

        const string Unknown = """{"status":"failed","error":"작업을 찾을 수 없습니다."}""";
        foreach (var id in new[] { jobId, Guid.NewGuid().ToString(), "x" })
        {
            var answer = await exports.StatusAsync(Role.Member, id);
            Assert.Equal(200, answer.Code);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Unknown), answer.Body), answer.Body!.ToJsonString());
            Assert.Equal("ResourceNotFound", (await exports.Host.As(Role.Member).DeleteJson($"records/export/{id}")).ErrorCode);
        }

        Assert.Equal("completed", (string?)(await exports.StatusAsync(Role.Owner, jobId))["status"]);
    }

    [Fact]
    public async Task Cancel_WaitingJob_LeavesNothingBehind()
    {
        await using var exports = await StartAsync();
        await exports.PeopleAsync(3000);
        var jobs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => exports.JobAsync(Role.Member, Csv(exports))));
        foreach (var job in jobs)
        {
            var answer = await exports.Host.As(Role.Member).DeleteJson($"records/export/{job}");
            Assert.True((string?)answer["status"] is "canceled" or "completed", $"{answer.Code} {answer.Body?.ToJsonString()}");
        }

        var completed = 0;
        foreach (var job in jobs)
        {
            completed += (string?)(await exports.OverAsync(Role.Member, job))["status"] == "completed" ? 1 : 0;
        }

        await Patience.UntilAsync(() => exports.Files().Length == completed && exports.Files().All(f => !f.EndsWith(".tmp", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cancel_WhileReading_IsNoFaultOfWhoCancels()
    {
        await using var exports = await StartAsync();
        await exports.PeopleAsync(Limit);
        var plan = await ExportPlan.MakeAsync(
            exports.Host.Get<SelectionReader>(),
            exports.Host.Get<WorkspaceSettings>(),
            CrmHost.Caller(Role.Member),
            new ExportRequest { EntityId = exports.EntityId, Format = "csv" },
            CultureInfo.InvariantCulture,
            default);
        using var stop = new CancellationTokenSource();
        var read = await exports.Host.Get<ExportRecords>().ReadAsync(
            plan,
            null,
            async (total, _) =>
            {
                await stop.CancelAsync();
                return total;
            },
            stop.Token);
        Assert.Equal(Limit, read);
    }

    [Fact]
    public async Task Poison_ThreeTries_FailsWithTheReasonAndHarmsNoOther()
    {
        await using var exports = await StartAsync();
        await exports.PeopleAsync(Limit + 1);
        var poison = await PoisonAsync(exports);
        var healthy = await exports.JobAsync(Role.Member, Csv(exports));
        Assert.Equal("completed", (string?)(await exports.OverAsync(Role.Member, healthy))["status"]);

        var status = await exports.OverAsync(Role.Owner, poison);
        Assert.Equal(("failed", "파일을 만드는 중 오류가 발생했습니다."), ((string?)status["status"], (string?)status["error"]));
        var row = await exports.Host.Get<Store>().ReadAsync(db => db.Set<ExportJob>().SingleAsync(j => j.JobId == poison), default);
        Assert.Equal((JobLimits.Tries, JobLimits.Tries), (row.Failures, row.Starts));
    }

    [Theory]
    [InlineData(null, "파일을 만드는 중 오류가 발생했습니다.")]
    [InlineData("A failure that was kept in words.", "A failure that was kept in words.")]
    public async Task Failure_IsSaidInTheLanguageOfWhoeverLooks(string? kept, string inKorean)
    {
        await using var exports = await StartAsync();
        var jobId = await PoisonAsync(exports);
        await exports.OverAsync(Role.Owner, jobId);
        await exports.Host.Get<Store>().WriteAsync(
            db => db.Set<ExportJob>().Where(j => j.JobId == jobId)
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.Request, "{}").SetProperty(j => j.Error, j => kept ?? j.Error)),
            default);

        Assert.Equal(inKorean, (string?)(await exports.StatusAsync(Role.Owner, jobId))["error"]);
        var english = await exports.Host.As(Role.Owner).GetJson($"records/export/{jobId}/status", ("Accept-Language", "en"));
        Assert.Equal(kept ?? "An error occurred while the file was being made.", (string?)english["error"]);
    }

    [Fact]
    public async Task State_AfterItsTime_IsGoneWithItsFile()
    {
        var time = new ManualTime();
        await using var exports = await StartAsync(time);
        await exports.PeopleAsync(Limit + 1);
        var completed = await exports.JobAsync(Role.Member, Csv(exports));
        await exports.OverAsync(Role.Member, completed);
        var failed = await PoisonAsync(exports);
        await exports.OverAsync(Role.Owner, failed);

        time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1));
        Assert.NotNull((await exports.StatusAsync(Role.Member, completed))["downloadUrl"]);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null((await exports.StatusAsync(Role.Member, completed))["jobId"]);
        Assert.Equal(failed, (string?)(await exports.StatusAsync(Role.Owner, failed))["jobId"]);
        await exports.Host.Get<ExportWork>().TidyAsync(default);
        Assert.Empty(exports.Files());

        time.Advance(TimeSpan.FromDays(6));
        Assert.Null((await exports.StatusAsync(Role.Owner, failed))["jobId"]);
        await exports.Host.Get<ExportWork>().TidyAsync(default);
        Assert.False(await exports.Host.Get<Store>().ReadAsync(db => db.Set<ExportJob>().AnyAsync(), default));
    }

    [Fact]
    public async Task Stop_InTheMiddle_HandsTheJobBackAndTheNextStartEndsIt()
    {
        using var folder = new TempFolder();
        string jobId;
        await using (var first = await StartAsync(storage: folder.Path))
        {
            await first.PeopleAsync(20_000);
            jobId = await first.JobAsync(Role.Owner, Csv(first));
        }

        await using var second = new ExportHost { Host = new CrmHost { StoragePath = folder.Path } };
        var status = await second.OverAsync(Role.Owner, jobId);
        Assert.Equal(("completed", 20_000), ((string?)status["status"], (int)status["progress"]!));
        Assert.Single(second.Files());
    }

    [Fact]
    public async Task Sample_OfARequest_IsTheBeginningOfTheFile()
    {
        await using var exports = await StartAsync();
        await exports.PeopleAsync(Limit + 1);
        var request = new ExportRequest { EntityId = exports.EntityId, Format = "csv", Bom = false, Columns = ["name", "data.age"], SortFields = ["data.age"] };
        var service = exports.Host.Get<ExportService>();
        var sample = await service.SampleAsync(CrmHost.Caller(Role.Member), request, default);
        Assert.Equal("이름,age\r\n사람 0,0\r\n사람 1,1\r\n사람 2,2\r\n사람 3,3\r\n", sample.Text);
        Assert.Equal((Limit, true, false), (sample.Count, sample.Capped, sample.Immediate));
    }

    private static Task<ExportHost> StartAsync(ManualTime? time = null, string? storage = null) => ExportHost.StartAsync(new CrmHost
    {
        Settings = { ["Export:SyncLimit"] = $"{Limit}" },
        Time = time ?? TimeProvider.System,
        StoragePath = storage,
    });

    /// <summary>A job whose row no run can make sense of.</summary>
    private static async Task<string> PoisonAsync(ExportHost exports)
    {
        var row = new ExportJob { EntityId = exports.EntityId, EntityName = "x", Format = ExportFormat.Csv, Request = "not JSON", DownloadName = "x.csv" };
        row.AskedBy(CrmHost.Caller(Role.Member), "ko", exports.Host.Time.GetUtcNow().UtcDateTime);
        await exports.Host.Get<Store>().WriteAsync(
            async db =>
            {
                db.Add(row);
                await db.SaveChangesAsync();
            },
            default);
        await exports.Host.Get<JobQueue>().EnqueueAsync("export", row.JobId, null, default);
        return row.JobId;
    }

    private static object Csv(ExportHost exports) => new { entityId = exports.EntityId, format = "csv" };
}
