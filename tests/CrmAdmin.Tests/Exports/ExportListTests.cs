using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Exports.Bulk;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Exports.Bulk;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Exports;

/// <summary>Exports of every kind in one list.</summary>
public sealed class ExportListTests
{
    [Fact]
    public async Task List_OfAllKinds_IsNewestFirstAndCutAtItsLimit()
    {
        await using var exports = await BulkExportHost.StartAsync();
        var contacts = await BulkAsync(exports, BulkExportHost.OfContacts());
        var records = await RecordsAsync(exports);
        var activities = await BulkAsync(exports, BulkExportHost.OfActivities());
        var list = exports.Host.Get<ExportList>();

        Assert.Equal([activities, records, contacts], (await list.ListAsync(Owner, 10, default)).Select(e => e.JobId));
        Assert.Equal([activities, records], (await list.ListAsync(Owner, 2, default)).Select(e => e.JobId));
        Assert.Empty(await list.ListAsync(CrmHost.Caller(Role.Member), 10, default));
    }

    [Fact]
    public async Task Manifest_OfActivities_SaysVersionFiltersColumnsAndDigest()
    {
        await using var exports = await BulkExportHost.StartAsync();
        var id = await BulkAsync(exports, BulkExportHost.OfActivities("v2", types: ["order.paid"]));

        var state = (await exports.Host.Get<ExportList>().StatusAsync(Owner, id, default))!;

        Assert.Equal(("ZIP", false), (state.Manifest.FileKind, state.Manifest.IsMasked));
        Assert.StartsWith("v2 · ", state.Manifest.Version, StringComparison.Ordinal);
        Assert.Contains("2026-\u206004-\u206001 09:00", state.Manifest.Condition, StringComparison.Ordinal);
        Assert.Contains("order.paid", state.Manifest.Condition, StringComparison.Ordinal);
        Assert.Equal(6, state.Manifest.Columns.Count);
        Assert.Equal(64, state.Manifest.Sha256!.Length);
        Assert.StartsWith(DownloadLinks.Path, state.DownloadPath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_OfContactsAskedForByAMember_SaysThatSomeColumnIsMasked()
    {
        await using var exports = await BulkExportHost.StartAsync();
        var id = await BulkAsync(exports, BulkExportHost.OfContacts(), Role.Member);

        var state = (await exports.Host.Get<ExportList>().StatusAsync(Owner, id, default))!;

        Assert.True(state.Manifest.IsMasked);
        Assert.Contains("phone", state.Manifest.Columns);
    }

    [Fact]
    public async Task Retry_OfContacts_AsksForTheSameAgain()
    {
        await using var exports = await BulkExportHost.StartAsync();
        var id = await BulkAsync(exports, BulkExportHost.OfContacts(version: "v2", delimiter: ";"));

        var again = await exports.Host.Get<ExportList>().RetryAsync(Owner, id, default);

        var export = await exports.OverAsync(again.JobId);
        Assert.NotEqual(id, again.JobId);
        Assert.Equal(("finished", "v2", ";"), ((string?)export["status"], (string?)export["version"], (string?)export["delimiter"]));
    }

    [Fact]
    public async Task Cancel_OfWaitingContacts_CountsNoMoreAndIsAnErrorOverRest()
    {
        await using var exports = await BulkExportHost.StartAsync();
        var id = await WaitingAsync(exports);
        var list = exports.Host.Get<ExportList>();
        Assert.Equal((1, 0), (await list.CountRunningAsync(Owner, default), await list.CountRunningAsync(CrmHost.Caller(Role.Member), default)));

        var state = await list.CancelAsync(Owner, id, default);

        Assert.Equal((JobStatus.Canceled, 0), (state.Status, await list.CountRunningAsync(Owner, default)));
        var answer = await exports.OverAsync(id);
        Assert.Equal(("error", "내보내기를 취소했습니다."), ((string?)answer["status"], (string?)answer["error"]));
    }

    [Fact]
    public async Task Acts_OnAnothersOrNone_AreNotFound()
    {
        await using var exports = await BulkExportHost.StartAsync();
        var id = await BulkAsync(exports, BulkExportHost.OfContacts());
        var (list, member) = (exports.Host.Get<ExportList>(), CrmHost.Caller(Role.Member));

        foreach (var unknown in new[] { id, "x" })
        {
            Assert.Null(await list.StatusAsync(member, unknown, default));
            Assert.Equal(ErrorCode.ResourceNotFound, (await Assert.ThrowsAsync<CrmException>(() => list.CancelAsync(member, unknown, default))).Code);
            Assert.Equal(ErrorCode.ResourceNotFound, (await Assert.ThrowsAsync<CrmException>(() => list.RetryAsync(member, unknown, default))).Code);
        }
    }

    [Fact]
    public async Task Condition_ToAReaderOfAnotherLanguage_IsSaidInHisUntilItCanNoLongerBe()
    {
        await using var exports = await BulkExportHost.StartAsync();
        var segment = await exports.SegmentAsync("단골");
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        var request = new ExportRequest { EntityId = exports.EntityId, Format = "csv", SegmentId = segment, RecordIds = ["CRMRC1x"] };
        await exports.Host.Get<ExportService>().RequestAsync(Owner, request, default);
        var body = JsonSerializer.SerializeToElement(BulkExportHost.OfContacts(segmentId: segment));
        await exports.Host.Get<BulkExportService>().CreateAsync(Owner, body, default);
        var korean = await ConditionsAsync(exports, "ko");
        Assert.All(korean, words => Assert.Contains("세그먼트 '단골'에 속하는 연락처", words, StringComparison.Ordinal));

        Assert.All(await ConditionsAsync(exports, "en"), words => Assert.Contains("is in segment “단골”", words, StringComparison.Ordinal));

        await exports.Owner.DeleteJson($"segments/{segment}");
        Assert.Equal(korean, await ConditionsAsync(exports, "en"));
        await exports.Owner.DeleteJson($"entities/{exports.EntityId}");
        Assert.Equal(korean, await ConditionsAsync(exports, "en"));
    }

    private static async Task<IReadOnlyList<string>> ConditionsAsync(BulkExportHost exports, string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return [.. (await exports.Host.Get<ExportList>().ListAsync(Owner, 10, default)).Select(export => export.Manifest.Condition)];
    }

    private static Caller Owner => CrmHost.Caller(Role.Owner);

    private static async Task<string> BulkAsync(BulkExportHost exports, object body, Role role = Role.Owner)
    {
        var made = await exports.Host.As(role).PostJson("/exports", body);
        Assert.True(made.Code == 201, $"{made.Code} {made.Body}");
        var id = (string)made["id"]!;
        await exports.OverAsync(id, role);
        return id;
    }

    private static async Task<string> RecordsAsync(BulkExportHost exports)
    {
        var ticket = await exports.Host.Get<ExportService>().RequestAsync(Owner, new ExportRequest { EntityId = exports.EntityId, Format = "csv" }, default);
        return ticket.JobId;
    }

    /// <summary>A job that the queue has not been told of.</summary>
    private static async Task<string> WaitingAsync(BulkExportHost exports)
    {
        var row = new BulkExportJob
        {
            Request = """{"exportType":"contacts","dateFormat":"ISO","delimiter":",","version":"v1","filters":{}}""",
            DownloadName = "contacts.zip",
            NotBefore = DateTime.UtcNow.AddDays(1),
        };
        row.AskedBy(Owner, "ko", DateTime.UtcNow);
        await exports.Host.Get<Store>().WriteAsync(
            async db =>
            {
                db.Add(row);
                await db.SaveChangesAsync();
            },
            default);
        return row.JobId;
    }
}
