using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Imports;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Imports;

/// <summary>What pages ask of imports beyond REST: a trial before the run, the list, cancelling and throwing away.</summary>
public sealed class ImportTrialTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private static readonly Dictionary<string, string?> Mappings = new() { ["0"] = "name", ["1"] = "data.email", ["2"] = "data.age" };

    private ImportHost imports = null!;

    private ImportTrials Trials => host.Get<ImportTrials>();

    public async Task InitializeAsync() => imports = await ImportHost.StartAsync(host);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Trial_SaysOfEachRowWhatTheRunThenDoes()
    {
        await imports.Owner.RecordAsync(imports.EntityId, "옛", new { email = "there@example.com" });
        await imports.Owner.RecordAsync(imports.EntityId, "쌍1", new { email = "twice@example.com" });
        await imports.Owner.RecordAsync(imports.EntityId, "쌍2", new { email = "twice@example.com" });
        const string Csv = "이름,email,age\n가,THERE@example.com,1\n,there@example.com,\n나,new@example.com,2\n,new@example.com,3\n다,twice@example.com,4\n"
            + "라,no mail,5\n마,ma@example.com,여섯\n,nobody@example.com,7\n바,ba@example.com\n사,,8\n";
        var importId = await UploadAsync(Csv);
        var request = new ImportRequest { ColumnMappings = Mappings, MatchOn = "data.email" };

        var trial = await Trials.TryAsync(CrmHost.Caller(Role.Owner), importId, request, default);
        await Making.Made(imports.RunAsync(importId, new { columnMappings = Mappings, matchOn = request.MatchOn }));
        var status = await ImportHost.OverAsync(imports.Owner, importId);

        Assert.True(trial.IsWhole);
        Assert.Equal("Update Update Create Update Reject Reject Reject Reject Reject Create", string.Join(' ', trial.Rows.Select(row => row.Outcome)));
        Assert.Equal(["옛", "옛"], trial.Rows.Select(row => row.RecordName).OfType<string>());
        Assert.Equal(["email", "email", "age", "이름", ""], trial.Rows.SelectMany(row => row.Errors).Select(error => error.Path));
        Assert.Equal(
            ((int)status["created"]!, (int)status["updated"]!, (int)status["rejected"]!),
            (trial.Count(TrialOutcome.Create), trial.Count(TrialOutcome.Update), trial.Count(TrialOutcome.Reject)));
    }

    [Fact]
    public async Task Trial_OfALongFile_LooksAtItsBeginning()
    {
        var importId = await UploadAsync("이름\n" + string.Concat(Enumerable.Range(0, Limits.BulkItems + 1).Select(i => $"사람 {i}\n")));

        var trial = await Trials.TryAsync(CrmHost.Caller(Role.Owner), importId, new ImportRequest { ColumnMappings = new Dictionary<string, string?> { ["0"] = "name" } }, default);

        Assert.Equal((Limits.BulkItems, false), (trial.Rows.Count, trial.IsWhole));
    }

    [Fact]
    public async Task Preview_OfAnUpload_IsWhatTheUploadAnswered()
    {
        var answer = await Making.Made(imports.UploadAsync("이름,email,비고\n가,a@example.com,\n나,,둘\n"));

        var preview = await Trials.PreviewAsync(CrmHost.Caller(Role.Owner), (string)answer["importId"]!, default);

        Assert.Equal(answer.Body!.ToJsonString(), System.Text.Json.JsonSerializer.SerializeToNode(preview, CrmAdmin.Http.Json.Options)!.ToJsonString());
    }

    [Fact]
    public async Task List_ShowsOnesOwn_AndAnAdminEverybodys()
    {
        var importId = await UploadAsync("이름\n가\n");
        var register = host.Get<ImportRegister>();

        Assert.Equal(importId, (await register.ListAsync(CrmHost.Caller(Role.Admin), 1, default))[0].ImportId);
        Assert.DoesNotContain(importId, (await register.ListAsync(CrmHost.Caller(Role.Member), 100, default)).Select(import => import.ImportId));
        await Assert.ThrowsAsync<CrmException>(() => register.ListAsync(CrmHost.Caller(Role.Viewer), 1, default));
        await Assert.ThrowsAsync<CrmException>(() => register.ReadAsync(CrmHost.Caller(Role.Member), importId, default));
    }

    [Fact]
    public async Task Cancel_OfARun_KeepsWhatCameInForTheUndo()
    {
        var importId = await UploadAsync("이름\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"사람 {i}\n")));
        await Making.Made(imports.RunAsync(importId, new { columnMappings = new Dictionary<string, string> { ["0"] = "name" } }));

        await host.Get<ImportService>().CancelAsync(CrmHost.Caller(Role.Owner), importId, default);
        var status = await ImportHost.OverAsync(imports.Owner, importId);

        Assert.Equal("canceled", (string?)status["status"]);
        Assert.InRange((int)status["created"]!, 0, 49_999);
        var undone = await UndoAsync(importId);
        Assert.Equal((0, (int)status["created"]!), (undone.Left, (int)undone.Removed));
        Assert.Empty(await imports.RecordsAsync());
    }

    [Fact]
    public async Task Discard_OfAnUpload_LeavesNothing_AndOfARunIsRefused()
    {
        var importId = await UploadAsync("이름\n가\n");
        await host.Get<ImportService>().DiscardAsync(CrmHost.Caller(Role.Owner), importId, default);
        var (ran, _) = await imports.ImportAsync("이름\n가\n", new Dictionary<string, string> { ["0"] = "name" });

        Assert.Equal(404, (await imports.Owner.GetJson($"records/import/{importId}/status")).Code);
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<CrmException>(() => host.Get<ImportService>().DiscardAsync(CrmHost.Caller(Role.Owner), ran, default))).Code);
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<CrmException>(() => Trials.PreviewAsync(CrmHost.Caller(Role.Owner), ran, default))).Code);
    }

    private async Task<string> UploadAsync(string csv) => (string)(await Making.Made(imports.UploadAsync(csv)))["importId"]!;

    /// <summary>An undo waits for the run to have let go of the import.</summary>
    private async Task<ImportUndone> UndoAsync(string importId)
    {
        await Patience.UntilAsync(async () => (await imports.Owner.PostJson($"records/import/{importId}/undo", null)).Code != 409);

        return (await host.Get<ImportRegister>().ReadAsync(CrmHost.Caller(Role.Owner), importId, default)).Undo!;
    }
}
