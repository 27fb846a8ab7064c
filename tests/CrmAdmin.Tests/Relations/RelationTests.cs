using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Relations;

public sealed class RelationTests(CrmHost host) : IClassFixture<CrmHost>
{
    private readonly HttpClient admin = host.As(Role.Admin);
    private readonly HttpClient member = host.As(Role.Member);
    private readonly HttpClient viewer = host.As(Role.Viewer);

    [Fact]
    public async Task Create_Relation_IsListedFromBothSides()
    {
        var end = await EndsAsync();
        var made = await Relate(end);
        var relationId = (string)made["relationId"]!;
        Assert.StartsWith("CRMRL1", relationId);
        Assert.Equal(
            $$"""{"relationId":"{{relationId}}","relationTypeId":"{{end.TypeId}}","fromRecordId":"{{end.Person}}","toRecordId":"{{end.Company}}"}""",
            made.Body!.ToJsonString());
        var from = $$"""{"relationId":"{{relationId}}","relationTypeId":"{{end.TypeId}}","name":"works at","direction":"from","recordId":"{{end.Company}}","recordName":"Acme","entityId":"{{end.Companies}}"}""";
        var to = $$"""{"relationId":"{{relationId}}","relationTypeId":"{{end.TypeId}}","name":"employs","direction":"to","recordId":"{{end.Person}}","recordName":"Kim","entityId":"{{end.People}}"}""";
        Assert.Equal($"{{\"data\":[{from}]}}", (await viewer.GetJson($"records/{end.Person}/relations")).Body!.ToJsonString());
        Assert.Equal($"{{\"data\":[{to}]}}", (await viewer.GetJson($"records/{end.Company}/relations")).Body!.ToJsonString());
        Assert.Equal($"[{from}]", (await viewer.GetJson($"records/{end.Person}"))["links"]!.ToJsonString());
    }

    [Fact]
    public async Task Create_WhatIsWrong_IsRefused()
    {
        var end = await EndsAsync();
        Assert.Equal("400 relationTypeId fromRecordId toRecordId", (await member.PostJson("relations", new { })).Paths());
        Assert.Equal("400 fromRecordId toRecordId", (await Relate(end with { Person = end.Company, Company = end.Person })).Paths());
        Assert.Equal("400 toRecordId", (await Relate(end with { Company = end.Person })).Paths());
        Assert.Equal(404, (await Relate(end with { TypeId = "CRMRT1no" })).Code);
        Assert.Equal(404, (await Relate(end with { Company = "CRMRC1no" })).Code);
        Assert.Equal(200, (await Relate(end)).Code);
        Assert.Equal("Conflict", (await Relate(end)).ErrorCode);
        Assert.Equal(403, (await viewer.PostJson("relations", new { })).Code);
    }

    [Fact]
    public async Task TrashedEnd_HidesARelation_RestoreBringsItBack_PurgeRemovesIt()
    {
        var end = await EndsAsync();
        var relationId = (string)(await Relate(end))["relationId"]!;
        await Making.Made(member.DeleteJson($"records/{end.Company}"));
        Assert.Empty(await ListAsync(end.Person));
        Assert.Equal(404, (await viewer.GetJson($"records/{end.Company}/relations")).Code);
        Assert.Equal(404, (await member.DeleteJson($"relations/{relationId}")).Code);
        Assert.Equal(404, (await Relate(end)).Code);
        Assert.Equal("Conflict", (await member.DeleteJson($"relation-types/{end.TypeId}")).ErrorCode);
        await Making.Made(member.PostJson($"records/{end.Company}/restore", null));
        Assert.Single(await ListAsync(end.Person));
        await Making.Made(member.DeleteJson($"records/{end.Company}?permanent=true"));
        Assert.Empty(await ListAsync(end.Person));
        Assert.Equal(404, (await member.DeleteJson($"relations/{relationId}")).Code);
        Assert.Equal(200, (await member.DeleteJson($"relation-types/{end.TypeId}")).Code);
    }

    [Fact]
    public async Task Delete_Relation_IsGone()
    {
        var end = await EndsAsync();
        var relationId = (string)(await Relate(end))["relationId"]!;
        Assert.Equal($$"""{"relationId":"{{relationId}}"}""", (await member.DeleteJson($"relations/{relationId}")).Body!.ToJsonString());
        Assert.Empty(await ListAsync(end.Person));
        Assert.Equal(404, (await member.DeleteJson($"relations/{relationId}")).Code);
        Assert.Equal(200, (await Relate(end)).Code);
    }

    [Fact]
    public async Task Types_AreMadeListedRenamedAndRemoved()
    {
        var (people, companies) = (await admin.EntityAsync(), await admin.EntityAsync());
        var made = await member.PostJson("relation-types", new { name = "knows", fromEntityId = people, toEntityId = people });
        var typeId = (string)made["relationTypeId"]!;
        Assert.StartsWith("CRMRT1", typeId);
        Assert.Equal(("knows", people, people), ((string)made["name"]!, (string)made["fromEntityId"]!, (string)made["toEntityId"]!));
        Assert.Equal("400 name fromEntityId toEntityId", (await member.PostJson("relation-types", new { })).Paths());
        Assert.Equal(404, (await member.PostJson("relation-types", new { name = "a", fromEntityId = people, toEntityId = "CRMET1no" })).Code);
        var renamed = await member.PatchJson($"relation-types/{typeId}", new { reverseName = "is known by" });
        Assert.Equal(("knows", "is known by"), ((string)renamed["name"]!, (string)renamed["reverseName"]!));
        Assert.Equal("400 toEntityId", (await member.PatchJson($"relation-types/{typeId}", new { toEntityId = companies })).Paths());
        Assert.Equal("400 name", (await member.PatchJson($"relation-types/{typeId}", """{"name":""}""")).Paths());
        Assert.Contains(typeId, (await viewer.GetJson("relation-types?limit=200"))["data"]!.AsArray().Select(t => (string)t!["relationTypeId"]!));
        Assert.Equal($$"""{"relationTypeId":"{{typeId}}"}""", (await member.DeleteJson($"relation-types/{typeId}")).Body!.ToJsonString());
        Assert.Equal(404, (await member.DeleteJson($"relation-types/{typeId}")).Code);
        Assert.Equal(404, (await member.PatchJson($"relation-types/{typeId}", new { name = "b" })).Code);
    }

    [Fact]
    public async Task Types_WhileUsed_AreNotRemoved()
    {
        var end = await EndsAsync();
        var relationId = (string)(await Relate(end))["relationId"]!;
        Assert.Equal((409, "Conflict"), (await member.DeleteJson($"relation-types/{end.TypeId}")) is var answer ? (answer.Code, answer.ErrorCode) : default);
        await Making.Made(member.DeleteJson($"relations/{relationId}"));
        Assert.Equal(200, (await member.DeleteJson($"relation-types/{end.TypeId}")).Code);
    }

    [Fact]
    public async Task List_ManyRelations_ComeInPages()
    {
        var end = await EndsAsync();
        for (var i = 0; i < 5; i++)
        {
            await Making.Made(Relate(end with { Person = await member.RecordAsync(end.People, $"p{i}") }));
        }

        var names = new List<string>();
        for (string? startKey = ""; startKey is not null;)
        {
            var page = await viewer.GetJson($"records/{end.Company}/relations?limit=2&startKey={startKey}");
            names.AddRange(page["data"]!.AsArray().Select(l => (string)l!["recordName"]!));
            startKey = (string?)page["nextKey"];
        }

        Assert.Equal(["p0", "p1", "p2", "p3", "p4"], names);
    }

    [Fact]
    public async Task RelatedToItself_ARecord_IsListedOnce()
    {
        var people = await admin.EntityAsync();
        var typeId = await TypeAsync(people, people);
        var person = await member.RecordAsync(people, "Kim");
        await Making.Made(member.PostJson("relations", new { relationTypeId = typeId, fromRecordId = person, toRecordId = person }));
        Assert.Equal("from", (string)Assert.Single(await ListAsync(person))!["direction"]!);
    }

    [Fact]
    public async Task EveryWrite_OfARelation_IsInTheAuditLog()
    {
        var end = await EndsAsync();
        var relationId = (string)(await Relate(end))["relationId"]!;
        await Making.Made(member.DeleteJson($"relations/{relationId}"));
        await Making.Made(member.PatchJson($"relation-types/{end.TypeId}", new { name = "n" }));
        await Making.Made(member.DeleteJson($"relation-types/{end.TypeId}"));
        var log = (await admin.GetJson($"audit-log?entityId={end.People}"))["data"]!.AsArray().Select(e => (string)e!["action"]!);
        Assert.Equal(
            ["relationType.delete", "relationType.update", "relation.delete", "relation.create", "record.create", "relationType.create"],
            log.Where(action => action.StartsWith("re", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task EveryWrite_OfARelation_IsOneEntry_FoundFromBothRecords()
    {
        var end = await EndsAsync();
        var relationId = (string)(await Relate(end))["relationId"]!;
        await Making.Made(member.DeleteJson($"relations/{relationId}"));

        var (person, company) = (await WrittenAsync($"recordId={end.Person}"), await WrittenAsync($"recordId={end.Company}"));

        Assert.Equal(["relation.delete", "relation.create"], person.Select(e => (string)e["action"]!));
        Assert.Equal(person.Select(Id), company.Select(Id));
        Assert.All(person, e => Assert.Equal($"{end.People} {end.Person} {end.Companies} {end.Company}", Sides(e)));
        Assert.All(company, e => Assert.Equal($"{end.Companies} {end.Company} {end.People} {end.Person}", Sides(e)));
        Assert.All([.. person, .. company], e => Assert.Equal(
            ["relationId", "relationTypeId", "fromRecordId", "toRecordId"], e["changes"]!.AsArray().Select(c => (string)c!["field"]!)));
        Assert.Equal(person.Select(Id), (await WrittenAsync("")).Where(e => e["changes"]!.ToJsonString().Contains(relationId)).Select(Id));
        Assert.Equal(company.Select(Sides), (await WrittenAsync($"entityId={end.Companies}")).Select(Sides));
    }

    [Fact]
    public async Task LogOfARecord_AtEitherEnd_ComesInPages()
    {
        var people = await admin.EntityAsync();
        var typeId = await TypeAsync(people, people);
        var (one, two) = (await member.RecordAsync(people, "one"), await member.RecordAsync(people, "two"));
        foreach (var (from, to) in new[] { (one, two), (two, one), (one, one) })
        {
            await Making.Made(member.PostJson("relations", new { relationTypeId = typeId, fromRecordId = from, toRecordId = to }));
        }

        var all = (await admin.GetJson($"audit-log?recordId={one}"))["data"]!.AsArray().Select(e => Id(e!)).ToList();
        var paged = new List<string>();
        for (string? startKey = ""; startKey is not null;)
        {
            var page = await admin.GetJson($"audit-log?recordId={one}&limit=1&startKey={startKey}");
            paged.Add(Id(Assert.Single(page["data"]!.AsArray())!));
            startKey = (string?)page["nextKey"];
        }

        Assert.Equal(4, all.Count);
        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task RelatedToItself_ARecord_HasItOnceInItsHistory()
    {
        var people = await admin.EntityAsync();
        var typeId = await TypeAsync(people, people);
        var person = await member.RecordAsync(people, "Kim");
        await Making.Made(member.PostJson("relations", new { relationTypeId = typeId, fromRecordId = person, toRecordId = person }));
        Assert.Equal($"{people} {person}  ", Sides(Assert.Single(await WrittenAsync($"recordId={person}"))));
        Assert.Single(await WrittenAsync($"entityId={people}"));
    }

    /// <summary>What the log says of relations, newest first.</summary>
    private async Task<List<JsonNode>> WrittenAsync(string query) =>
    [
        .. from entry in (await Making.Made(admin.GetJson($"audit-log?limit=200&{query}")))["data"]!.AsArray()
           where ((string)entry!["action"]!).StartsWith("relation.", StringComparison.Ordinal)
           select entry,
    ];

    private static string Id(JsonNode entry) => (string)entry["auditId"]!;

    private static string Sides(JsonNode entry) => $"{entry["entityId"]} {entry["recordId"]} {entry["otherEntityId"]} {entry["otherRecordId"]}";

    private async Task<Related> EndsAsync()
    {
        var (people, companies) = (await admin.EntityAsync(), await admin.EntityAsync());
        var typeId = await TypeAsync(people, companies);
        return new Related(typeId, people, companies, await member.RecordAsync(people, "Kim"), await member.RecordAsync(companies, "Acme"));
    }

    private async Task<string> TypeAsync(string fromEntityId, string toEntityId) =>
        (string)(await Making.Made(member.PostJson("relation-types", new { name = "works at", reverseName = "employs", fromEntityId, toEntityId })))["relationTypeId"]!;

    private Task<Answer> Relate(Related end) =>
        member.PostJson("relations", new { relationTypeId = end.TypeId, fromRecordId = end.Person, toRecordId = end.Company });

    private async Task<JsonArray> ListAsync(string recordId) => (await Making.Made(viewer.GetJson($"records/{recordId}/relations")))["data"]!.AsArray();

    private sealed record Related(string TypeId, string People, string Companies, string Person, string Company);
}
