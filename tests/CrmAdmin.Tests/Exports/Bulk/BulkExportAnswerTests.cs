using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Exports.Bulk;
using CrmAdmin.Tests.Http;
using static CrmAdmin.Tests.Exports.Bulk.BulkExportHost;

namespace CrmAdmin.Tests.Exports.Bulk;

public sealed class BulkExportAnswerTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private BulkExportHost exports = null!;

    public async Task InitializeAsync() => exports = await StartAsync(new CrmHost { Time = time });

    public async Task DisposeAsync() => await exports.DisposeAsync();

    [Theory]
    [InlineData("/exports")]
    [InlineData("/exports/")]
    public async Task Post_WithOrWithoutTheSlash_IsCreatedWithLocationAndTheExport(string path)
    {
        var made = await exports.Owner.PostJson(path, new { exportType = "contacts", dateFormat = "LL", delimiter = ";" });

        Assert.Equal(201, made.Code);
        Assert.EndsWith($"/exports/{made["id"]}", made.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(("contacts", "LL", ";", "v1", "api"), (Text(made, "exportType"), Text(made, "dateFormat"), Text(made, "delimiter"), Text(made, "version"), Text(made, "origin")));
        Assert.Equal("{}", made["filters"]!.ToJsonString());
        Assert.Contains(Text(made, "status"), new[] { "pending", "processing", "finished" });
        Assert.Equal((0L, 0L), ((long)made["progress"]!, (long)made["total"]!));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", Text(made, "createdAt"));

        var found = await exports.Owner.GetJson(made.Headers.Location!.PathAndQuery);
        Assert.Equal((200, Text(made, "id")), (found.Code, Text(found, "id")));
    }

    [Fact]
    public async Task Get_Finished_HasTheFileThatIsAZipOfOneCsv()
    {
        await exports.Owner.RecordAsync(exports.EntityId, "홍길동");
        var made = await exports.Owner.PostJson("/exports", OfContacts());
        Assert.Null(made["fileUrl"]);

        var export = await exports.OverAsync(Text(made, "id"));

        Assert.Equal(("finished", 1L, 1L), ((string?)export["status"], (long)export["progress"]!, (long)export["total"]!));
        Assert.Matches(@"^contacts_\d{4}-\d\d-\d\d_\d{6}$", (string)export["fileName"]!);
        Assert.Equal("zip", (string?)export["fileExtension"]);
        Assert.NotNull(export["finishedAt"]);
        using var answer = await exports.Host.Anonymous().GetAsync(new Uri((string)export["fileUrl"]!));
        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"{export["fileName"]}.zip", answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal($"{export["fileName"]}.csv", Unzip(await answer.Content.ReadAsByteArrayAsync()).Name);
    }

    [Fact]
    public async Task FileUrl_OfEachRead_IsNewAndGoodFor100Minutes()
    {
        var id = Text(await exports.Owner.PostJson("/exports", OfContacts()), "id");
        var first = await exports.OverAsync(id);
        var second = (await exports.Owner.GetJson($"/exports/{id}")).Body!;
        Assert.NotEqual((string?)first["fileUrl"], (string?)second["fileUrl"]);

        time.Advance(TimeSpan.FromMinutes(99));
        await exports.FileAsync(first);
        time.Advance(TimeSpan.FromMinutes(2));
        using var late = await exports.Host.Anonymous().GetAsync(new Uri((string)first["fileUrl"]!));
        Assert.Equal(403, (int)late.StatusCode);
        await exports.FileAsync((await exports.Owner.GetJson($"/exports/{id}")).Body!);
    }

    [Fact]
    public async Task Get_OfActivities_AnswersTheFiltersAsTheyWereUnderstood()
    {
        var segment = await exports.SegmentAsync("홍길동");
        var made = await exports.Owner.PostJson("/exports", OfActivities(
            "v2", "2026-04-01T09:00:00+09:00", "2026-05-02T00:00:00Z", ["order.paid", "order.paid"], segment));

        Assert.Equal(201, made.Code);
        var filters = $$"""{"segmentId":"{{segment}}","activityTypes":["order.paid"],"fromDate":"2026-04-01T00:00:00.000Z","toDate":"2026-05-02T00:00:00.000Z"}""";
        Assert.Equal(filters, made["filters"]!.ToJsonString());
        Assert.Equal("v2", Text(made, "version"));
    }

    [Fact]
    public async Task List_NewestFirst_GoesForwardAndBackByItsLinks()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, Text(await exports.Owner.PostJson("/exports", OfContacts()), "id"));
            NextMillisecond();
        }

        var first = await exports.Owner.GetJson("/exports?limit=2");
        Assert.Equal(ids[..2], Ids(first));
        Assert.Null(first["links"]!["prev"]);
        var second = await exports.Owner.GetJson(Link(first, "next"));
        Assert.Equal(ids[2..4], Ids(second));
        var third = await exports.Owner.GetJson(Link(second, "next"));
        Assert.Equal(ids[4..], Ids(third));
        Assert.Null(third["links"]!["next"]);
        var back = await exports.Owner.GetJson(Link(third, "prev"));
        Assert.Equal(ids[2..4], Ids(back));
        var start = await exports.Owner.GetJson(Link(back, "prev"));
        Assert.Equal(ids[..2], Ids(start));
        Assert.Null(start["links"]!["prev"]);
        Assert.Equal("{}", (await exports.Owner.GetJson("/exports?limit=200"))["links"]!.ToJsonString());
    }

    [Fact]
    public async Task Export_OfAnother_IsKnownToAdminAlone()
    {
        var members = Text(await exports.Host.As(Role.Member).PostJson("/exports", OfContacts()), "id");
        NextMillisecond();
        var owners = Text(await exports.Owner.PostJson("/exports", OfContacts()), "id");

        Assert.Equal(200, (await exports.Host.As(Role.Admin).GetJson($"/exports/{members}")).Code);
        Assert.Equal(404, (await exports.Host.As(Role.Member).GetJson($"/exports/{owners}")).Code);
        Assert.Equal([members], Ids(await exports.Host.As(Role.Member).GetJson("/exports")));
        Assert.Equal([owners, members], Ids(await exports.Owner.GetJson("/exports")));
    }

    [Fact]
    public async Task Post_UnderAnIdempotencyKey_IsOneExport()
    {
        var first = await exports.Owner.PostJson("/exports", OfContacts(), ("Idempotency-Key", "once"));
        var again = await exports.Owner.PostJson("/exports", OfContacts(), ("Idempotency-Key", "once"));

        Assert.Equal((201, Text(first, "id"), first.Headers.Location), (again.Code, Text(again, "id"), again.Headers.Location));
        Assert.Single(Ids(await exports.Owner.GetJson("/exports")));
    }

    [Fact]
    public async Task Post_ByAnyCredential_IsInTheAuditLog()
    {
        await exports.Owner.PostJson("/exports", OfContacts());

        var entry = (await exports.Owner.GetJson("audit-log?action=export.create"))["data"]![0]!;
        Assert.Equal((exports.EntityId, "contacts"), ((string?)entry["entityId"], (string?)entry["changes"]![0]!["to"]));
    }

    [Fact]
    public async Task Export_AfterADay_IsGoneWithItsFileAndNoOther()
    {
        var id = Text(await exports.Owner.PostJson("/exports", OfContacts()), "id");
        await exports.OverAsync(id);
        var folder = Path.Combine(exports.Host.App.StoragePath, "exports");

        // The other kind's file is young: the sweep comes by when it likes, and takes what is over of both.
        time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(200, (await exports.Owner.PostJson("records/export/request", new { entityId = exports.EntityId, format = "csv" })).Code);
        await exports.Host.Get<ExportWork>().TidyAsync(default);
        await exports.Host.Get<BulkExportWork>().TidyAsync(default);
        Assert.Equal([".csv", ".zip"], Directory.GetFiles(folder).Select(Path.GetExtension).Order(StringComparer.Ordinal));
        Assert.Equal(200, (await exports.Owner.GetJson($"/exports/{id}")).Code);

        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(404, (await exports.Owner.GetJson($"/exports/{id}")).Code);
        Assert.Empty(Ids(await exports.Owner.GetJson("/exports")));
        await exports.Host.Get<BulkExportWork>().TidyAsync(default);
        Assert.Equal([".csv"], Directory.GetFiles(folder).Select(Path.GetExtension));
    }

    /// <summary>Exports of one millisecond stand in no order that could be known beforehand.</summary>
    private void NextMillisecond() => time.Advance(TimeSpan.FromMilliseconds(1));

    private static string Text(Answer answer, string name) => (string)answer[name]!;

    private static string Link(Answer page, string name) => new Uri((string)page["links"]![name]!).PathAndQuery;

    private static string[] Ids(Answer page) => [.. page["results"]!.AsArray().Select(e => (string)e!["id"]!)];
}
