using System.Text.Json;
using CrmAdmin.Exports;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Records.Grid;
using CrmAdmin.Search;

namespace CrmAdmin.Tests.Exports;

/// <summary>What the dialog's choices mean as a request.</summary>
public sealed class ExportChoiceTests
{
    private const string Conditions = """{"operator":"AND","conditions":[{"field":"name","operator":"contains","value":"홍"}]}""";

    private static readonly ExportDraft Draft = new(
        ExportScope.All,
        [.. new[] { "recordId", "name", "tags" }.Select(field => new DraftColumn(field, field, IsMasked: false, IsOn: true))],
        "Asia/Seoul");

    [Fact]
    public void Columns_MovedAndLeftOut_StandInThatOrder()
    {
        var draft = Draft.Moved(2, 0).Moved(0, -1).Switched("recordId");

        Assert.Equal(["tags", "name"], draft.Request(Matching(null)).Columns);
        Assert.Equal(2, draft.ColumnCount);
        Assert.Equal(["name"], Draft.Only(["name"]).Request(Matching(null)).Columns);
    }

    [Fact]
    public void Request_OfExcel_HasNothingThatOnlyCsvKnows()
    {
        var chosen = Draft with { Delimiter = "Tab", FormulaGuard = false, DateFormat = "LLL" };

        var csv = chosen.Request(Matching(null));
        var excel = (chosen with { Format = "excel" }).Request(Matching(null));

        Assert.Equal(("csv", "\t", false, "LLL", "Asia/Seoul"), (csv.Format, csv.Delimiter, csv.FormulaGuard, csv.DateFormat, csv.TimeZone));
        Assert.Equal(("excel", null, null, "LLL"), (excel.Format, excel.Delimiter, excel.FormulaGuard, excel.DateFormat));
    }

    [Fact]
    public void Scopes_OfAList_BeginWithTheNarrowest()
    {
        Assert.Equal([ExportScope.All], Offer(null, new RowSelection()).Scopes);
        Assert.Equal([ExportScope.Matching, ExportScope.All], Offer(Conditions, new RowSelection()).Scopes);
        Assert.Equal([ExportScope.Chosen, ExportScope.Matching, ExportScope.All], Offer(Conditions, Picked("CRMRC1")).Scopes);
    }

    [Fact]
    public void Scope_OfASegment_IsTheSegmentAlone()
    {
        var offer = Offer(Conditions, new RowSelection()) with { HasSegments = true };

        Assert.Equal([ExportScope.Matching, ExportScope.All, ExportScope.Segment], offer.Scopes);
        var request = Draft.Request(offer.Of(ExportScope.Segment, "CRMSG1a"));
        Assert.Equal(("CRMSG1a", (JsonElement?)null), (request.SegmentId, request.ConditionGroup));
    }

    [Fact]
    public void Chosen_OneByOne_IsThoseIds()
    {
        var records = Offer(Conditions, Picked("CRMRC1", "CRMRC2")).Of(ExportScope.Chosen);

        Assert.Equal(["CRMRC1", "CRMRC2"], records.RecordIds!.Order(StringComparer.Ordinal));
        Assert.Equal(["-name"], records.SortFields);
    }

    [Fact]
    public void Chosen_EverythingButSome_IsTheConditionWithoutThem()
    {
        var all = new RowSelection();
        all.SetEverything();
        all.Set("CRMRC1", false);

        var group = Offer(Conditions, all).Of(ExportScope.Chosen).ConditionGroup;

        Assert.Equal(
            $$"""{"operator":"AND","conditions":[{{Conditions}},{"field":"recordId","operator":"excludes","value":["CRMRC1"]}]}""",
            JsonSerializer.Serialize(group, Json.Options));
    }

    [Fact]
    public void Chosen_MoreThanARequestHolds_IsRefusedByName()
    {
        var many = Picked([.. Enumerable.Range(0, Limits.BulkItems + 1).Select(i => $"CRMRC{i}")]);

        Assert.Equal(("Exports.TooManyChosen", Limits.BulkItems), Offer(null, many).Refusal);
        Assert.Null(Offer(null, Picked("CRMRC1")).Refusal);
    }

    [Fact]
    public void Pace_OfARun_TellsRateAndTimeLeft()
    {
        var start = new DateTime(2026, 11, 21, 3, 0, 0, DateTimeKind.Utc);

        Assert.Equal(new JobPace(500, TimeSpan.FromSeconds(16)), JobPace.Of(start, 2_000, 10_000, start.AddSeconds(4)));
        Assert.Null(JobPace.Of(start, 2_000, 10_000, start.AddMilliseconds(500)));
        Assert.Null(JobPace.Of(start, 0, 10_000, start.AddSeconds(4)));
        Assert.Null(JobPace.Of(null, 2_000, 10_000, start));
    }

    private static RecordSelection Matching(string? conditions) =>
        new("CRMET1", conditions is null ? null : JsonSerializer.Deserialize<JsonElement>(conditions), SortFields: ["-name"]);

    private static ExportOffer Offer(string? conditions, RowSelection picked) => new(Matching(conditions), conditions is not null, picked);

    private static RowSelection Picked(params string[] recordIds)
    {
        var picked = new RowSelection();
        foreach (var recordId in recordIds)
        {
            picked.Set(recordId, true);
        }

        return picked;
    }
}
