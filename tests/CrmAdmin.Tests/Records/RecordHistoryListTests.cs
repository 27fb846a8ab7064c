using System.Globalization;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Records;
using CrmAdmin.Records.Page;
using CrmAdmin.Relations;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Records;

/// <summary>How a record's history tells of its relations, from the side at which it is read.</summary>
public sealed class RecordHistoryListTests : BunitContext, IClassFixture<CrmHost>, IAsyncLifetime
{
    private readonly CrmHost host;
    private readonly HttpClient owner;
    private string people = "";
    private string typeId = "";
    private string person = "";
    private string friend = "";

    public RecordHistoryListTests(CrmHost host)
    {
        this.host = host;
        owner = host.As(Role.Owner);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(host.Get<RecordHistory>());
        Services.AddSingleton(host.Get<RecordNames>());
        Services.AddSingleton(host.Get<RelationTypeService>());
        Services.AddSingleton(host.Get<Formats>());
        Services.AddSingleton(new CallerSource(_ => Task.FromResult(CrmHost.Caller(Role.Viewer))));
        Services.AddSingleton(new ShownFiles(host.Get<FileService>().FindAsync));
        Services.AddSingleton<Texts>();
    }

    public async Task InitializeAsync()
    {
        people = await owner.EntityAsync("고객");
        (person, friend) = (await owner.RecordAsync(people, "홍길동"), await owner.RecordAsync(people, "임꺽정"));
        typeId = (string)(await Making.Made(owner.PostJson(
            "relation-types", new { name = "추천한 사람", reverseName = "추천받은 사람", fromEntityId = people, toEntityId = people })))["relationTypeId"]!;
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Relation_IsToldOnce_FromTheSideItIsReadAt()
    {
        await Making.Made(owner.PostJson("relations", new { relationTypeId = typeId, fromRecordId = person, toRecordId = friend }));

        Assert.Equal(["추천한 사람 임꺽정"], await ToldAsync(person));
        Assert.Equal(["추천받은 사람 홍길동"], await ToldAsync(friend));
    }

    [Fact]
    public async Task Relation_WrittenAsAPairOfEntries_IsToldAlike()
    {
        AuditEntry At(string recordId, string field, string otherId) =>
            new("relation.create", people, recordId, [new("relationId", null, "CRMRL1"), new("relationTypeId", null, typeId), new(field, null, otherId)]);
        AuditEntry[] pair = [At(person, "toRecordId", friend), At(friend, "fromRecordId", person)];
        await host.Get<Store>().WriteAsync(db => host.Get<AuditLog>().AppendAsync(db, CrmHost.Caller(Role.Owner), pair, default), default);

        Assert.Equal(["추천한 사람 임꺽정"], await ToldAsync(person));
        Assert.Equal(["추천받은 사람 홍길동"], await ToldAsync(friend));
    }

    [Fact]
    public async Task Relation_ToARecordThatIsGone_SaysSo()
    {
        await Making.Made(owner.PostJson("relations", new { relationTypeId = typeId, fromRecordId = person, toRecordId = friend }));
        await Making.Made(owner.DeleteJson($"records/{person}?permanent=true"));

        Assert.Equal([$"추천받은 사람 {new Texts()["Records.OtherGone"]}"], await ToldAsync(friend));
    }

    /// <summary>The lines on related records: what the relation is called from here, and the other one.</summary>
    private async Task<List<string>> ToldAsync(string recordId)
    {
        var schema = (await host.Get<EntityService>().ListAsync(CrmHost.Caller(Role.Owner), default)).Single(entity => entity.EntityId == people);
        var list = Render<RecordHistoryList>(given => given.Add(l => l.Schema, schema).Add(l => l.RecordId, recordId));
        list.WaitForElement(".history");
        return [.. list.FindAll(".other").Select(line => string.Join(' ', line.QuerySelectorAll("span, a").Select(part => part.TextContent)))];
    }
}
