using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Imports;

public sealed class ImportUndoTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private static readonly Dictionary<string, string> Mappings = new() { ["0"] = "name", ["1"] = "data.email", ["2"] = "data.age", ["3"] = "tags" };

    private ImportHost imports = null!;

    public async Task InitializeAsync() => imports = await ImportHost.StartAsync(host);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Undo_TakesBackWhatItCreatedAndChanged()
    {
        var recordId = await imports.Owner.RecordAsync(imports.EntityId, "옛", new { email = "a@example.com", born = "2020-01-02", hobbies = new[] { "vip" } });
        var before = await DataAsync(recordId);
        var (importId, _) = await imports.ImportAsync("이름,email,age,태그\n새,a@example.com,5,하나\n나,b@example.com,,\n나2,b@example.com,7,\n", Mappings, "data.email");
        Assert.NotEqual(before, await DataAsync(recordId));
        var undone = await UndoAsync(importId);

        Assert.Equal("""{"removed":1,"reverted":1,"kept":[]}""", undone.ToJsonString());
        Assert.Equal(before, await DataAsync(recordId));
        Assert.Equal(["옛"], (await imports.RecordsAsync()).Keys);
        var trash = (await imports.Owner.GetJson($"records/trash?entityId={imports.EntityId}"))["data"]!.AsArray();
        Assert.Equal("나2", (string?)Assert.Single(trash)!["name"]);
    }

    [Fact]
    public async Task Undo_WhatWasChangedSince_IsKept()
    {
        var changed = await imports.Owner.RecordAsync(imports.EntityId, "가", new { email = "a@example.com", age = 1 });
        var (importId, _) = await imports.ImportAsync("이름,email,age,태그\n가2,a@example.com,2,\n나,b@example.com,2,\n다,c@example.com,2,\n라,d@example.com,2,\n", Mappings, "data.email");
        var made = (await imports.RecordsAsync()).ToDictionary(one => one.Key, one => (string)one.Value["recordId"]!);
        await imports.Owner.PatchJson($"records/{changed}", new { data = new { age = 3 } });
        await imports.Owner.PatchJson($"records/{made["나"]}", new { name = "나2" });
        await imports.Owner.DeleteJson($"records/{made["다"]}");
        var undone = await UndoAsync(importId);

        Assert.Equal((1, 0), ((int)undone["removed"]!, (int)undone["reverted"]!));
        Assert.Equal(new[] { changed, made["나"] }.Order(StringComparer.Ordinal), undone["kept"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(["가2", "나2"], (await imports.RecordsAsync()).Keys.Order());
    }

    [Fact]
    public async Task Undo_AskedForAgain_AnswersTheSameAndDoesNothing()
    {
        var (importId, _) = await imports.ImportAsync("이름,email,age,태그\n가,a@example.com,2,\n나,b@example.com,2,\n", Mappings, "data.email");
        var first = await UndoAsync(importId);
        var trash = (await imports.Owner.GetJson($"records/trash?entityId={imports.EntityId}"))["data"]!.AsArray();
        await imports.Owner.PostJson($"records/{trash[0]!["recordId"]}/restore", null);
        var second = await UndoAsync(importId);

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Single(await imports.RecordsAsync());
    }

    [Fact]
    public async Task Undo_OfMoreThanOneChunk_TakesAllOfItBack()
    {
        var csv = "이름\n" + string.Concat(Enumerable.Range(0, 2500).Select(i => $"사람 {i}\n"));
        var (importId, status) = await imports.ImportAsync(csv, new Dictionary<string, string> { ["0"] = "name" });
        Assert.Equal((2500, 2500), ((int)status["created"]!, (int)status["total"]!));

        Assert.Equal(2500, (int)(await UndoAsync(importId))["removed"]!);
        Assert.Empty(await imports.RecordsAsync());
    }

    [Fact]
    public async Task Undo_ByViewer_IsForbidden()
    {
        var (importId, _) = await imports.ImportAsync("이름\n가\n", new Dictionary<string, string> { ["0"] = "name" });

        Assert.Equal(403, (await host.As(Role.Viewer).PostJson($"records/import/{importId}/undo", null)).Code);
    }

    private async Task<JsonNode> UndoAsync(string importId) =>
        (await Making.Made(imports.Owner.PostJson($"records/import/{importId}/undo", null))).Body!;

    private async Task<string> DataAsync(string recordId)
    {
        var record = (await imports.Owner.GetJson($"records/{recordId}")).Body!;
        return record["name"]!.ToJsonString() + record["data"]!.ToJsonString() + record["tags"]!.ToJsonString() + record["ownerId"]?.ToJsonString();
    }
}
