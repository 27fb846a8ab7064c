using System.Globalization;
using System.Text;
using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Search;
using CrmAdmin.Tests.Http;
using CrmAdmin.Workspace;

namespace CrmAdmin.Tests.Exports;

public sealed class ExportSnapshotTests
{
    private const int People = 3000;

    [Fact]
    public async Task Rows_WhileRecordsAreMadeChangedAndDeleted_AreThoseOfTheBeginningEachOnce()
    {
        await using var exports = await ExportHost.StartAsync();
        await exports.PeopleAsync(People);
        var recordIds = (await Making.Made(exports.Host.As(Role.Owner).GetJson($"records?entityId={exports.EntityId}&limit=200")))["data"]!.AsArray()
            .Select(record => (string)record!["recordId"]!).ToList();
        var request = new ExportRequest { EntityId = exports.EntityId, Format = "csv", Columns = ["name"], SortFields = ["data.age"] };
        var plan = await ExportPlan.MakeAsync(
            exports.Host.Get<SelectionReader>(), exports.Host.Get<WorkspaceSettings>(), CrmHost.Caller(Role.Member), request, CultureInfo.InvariantCulture, default);
        var seen = new List<string>();

        var total = await exports.Host.Get<ExportRecords>().ReadAsync(
            plan,
            null,
            async (total, rows) =>
            {
                while (await rows.ReadAsync(default))
                {
                    seen.Add(Encoding.UTF8.GetString(rows.Text(0)));
                    if (seen.Count == 1)
                    {
                        await DisturbAsync(exports, recordIds);
                    }
                }

                return total;
            },
            default);

        Assert.Equal(People, total);
        Assert.Equal(Enumerable.Range(0, People).Select(i => $"사람 {i}"), seen);
    }

    private static async Task DisturbAsync(ExportHost exports, List<string> recordIds)
    {
        var owner = exports.Host.As(Role.Owner);
        await exports.RecordsAsync(Enumerable.Range(0, 100).Select(i => (object)new { name = "come", data = new { age = 5 * i } }));
        await Making.Made(owner.PostJson("records/bulk/delete", new { recordIds = recordIds[..50], permanent = true }));
        await Making.Made(owner.PostJson("records/bulk/delete", new { recordIds = recordIds[50..100] }));
        var records = recordIds[100..].Select(recordId => new { recordId, name = "changed", data = new { age = -1 } });
        await Making.Made(owner.PostJson("records/bulk/update", new { records }));
    }
}
