using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using CrmAdmin.Records.Grid;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Records;

/// <summary>Tags on many records, and what grids remember.</summary>
public sealed class RecordTaggingTests : IAsyncLifetime
{
    private static readonly Caller Member = CrmHost.Caller(Role.Member);
    private readonly CrmHost host = new();
    private string entityId = "";

    private RecordTagging Tagging => host.Get<RecordTagging>();

    public async Task InitializeAsync() => entityId = await host.As(Role.Owner).EntityAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Tag_AddedInAnotherCase_IsThereOnceAndChangesNothing()
    {
        var recordId = await MakeAsync("Vip");
        var before = await ReadAsync(recordId);

        var answer = await TagAsync(Member, [recordId], "VIP", add: true);

        Assert.Equal(BulkItem.Success, Assert.Single(answer).ResultCode);
        Assert.Equal(["Vip"], (await ReadAsync(recordId)).Tags);
        Assert.Equal(before.Version, (await ReadAsync(recordId)).Version);
    }

    [Fact]
    public async Task Tag_AddedAndRemoved_LeavesTheOthersInOrder()
    {
        var recordId = await MakeAsync("a", "b");

        await TagAsync(Member, [recordId], " 단골 ", add: true);
        Assert.Equal(["a", "b", "단골"], (await ReadAsync(recordId)).Tags);

        await TagAsync(Member, [recordId], "A", add: false);
        Assert.Equal(["b", "단골"], (await ReadAsync(recordId)).Tags);
    }

    [Fact]
    public async Task Tag_BeyondTheMost_IsSkippedWithItsReason()
    {
        var full = await MakeAsync([.. Enumerable.Range(0, Limits.Tags).Select(i => $"t{i}")]);
        var recordId = await MakeAsync();

        var answer = await TagAsync(Member, [full, recordId, "CRMRC1nowhere"], "new", add: true);

        Assert.Equal(["ValidationError", "Success", "ResourceNotFound"], answer.Select(item => item.ResultCode));
        Assert.Equal(Limits.Tags, (await ReadAsync(full)).Tags.Count);
    }

    [Theory]
    [InlineData("  ")]
    [InlineData("012345678901234567890123456789012345678901234567890")]
    public async Task Tag_OfABadLength_IsRefused(string tag)
    {
        var refusal = await Assert.ThrowsAsync<CrmException>(() => TagAsync(Member, [], tag, add: true));

        Assert.Equal(ErrorCode.ValidationError, refusal.Code);
    }

    [Fact]
    public async Task Tag_ByAViewer_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<CrmException>(() => TagAsync(CrmHost.Caller(Role.Viewer), [], "a", add: true));

        Assert.Equal(ErrorCode.Forbidden, refusal.Code);
    }

    [Fact]
    public async Task TagsInUse_ForWhatIsTyped_ComeMostFrequentFirst()
    {
        await MakeAsync("골드", "단골");
        await MakeAsync("단골");
        await MakeAsync("신규");

        Assert.Equal(["단골", "골드"], await Tagging.UsedAsync(Member, entityId, "골", 10, default));
    }

    [Fact]
    public async Task Layout_OfAPerson_IsTheirsAlone()
    {
        var memory = host.Get<GridMemory>();
        var layout = new GridLayout(["name", "tags"], new Dictionary<string, int> { ["name"] = 300 });

        await memory.RememberAsync(Member, entityId, layout, default);

        var read = await memory.LayoutAsync(Member, entityId, default);
        Assert.Equal(layout.Columns, read.Columns);
        Assert.Equal(300, read.Widths["name"]);
        Assert.Empty((await memory.LayoutAsync(CrmHost.Caller(Role.Viewer), entityId, default)).Columns);
    }

    [Fact]
    public async Task Link_OfALongTree_GivesItBackAndIsTheSameEachTime()
    {
        var memory = host.Get<GridMemory>();
        var tree = $$"""{"operator":"AND","conditions":[{"field":"name","operator":"contains","value":"{{new string('홍', 5_000)}}"}]}""";

        var link = await memory.LinkAsync(Member, tree, default);

        Assert.Equal(link, await memory.LinkAsync(CrmHost.Caller(Role.Viewer), tree, default));
        Assert.Equal(tree, await memory.FindAsync(Member, link, default));
        Assert.Null(await memory.FindAsync(Member, "nowhere", default));
    }

    private Task<IReadOnlyList<BulkItem>> TagAsync(Caller caller, string[] recordIds, string tag, bool add) =>
        host.Get<Store>().WriteAsync(db => Tagging.TagAsync(db, caller, recordIds, tag, add, default), default);

    private async Task<string> MakeAsync(params string[] tags)
    {
        var body = JsonSerializer.SerializeToElement(new { entityId, name = "홍길동", tags }, Json.Options);
        return (await host.Get<RecordService>().CreateAsync(Member, body, default)).Record.RecordId;
    }

    private async Task<CrmAdmin.Records.Record> ReadAsync(string recordId) => (await host.Get<RecordService>().GetAsync(Member, recordId, default)).Record;
}
