using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Entities;

/// <summary>«entities: POST, GET list, GET/PATCH/DELETE one», sentence by sentence.</summary>
public sealed class EntityTests(CrmHost host) : IClassFixture<CrmHost>
{
    private readonly string name = $"고객 {Guid.NewGuid():N}";

    private HttpClient Owner => host.As(Role.Owner);

    [Fact]
    public async Task Create_Entity_IsAnsweredAndFoundAgain()
    {
        var slug = $"contact-{Guid.NewGuid():N}";

        var made = await Making.Made(Owner.PostJson("entities", new { name, slug, description = "개인 고객" }));
        var entityId = (string)made["entityId"]!;
        var propertyId = await Owner.PropertyAsync(entityId, "email");
        var found = await Making.Made(Owner.GetJson($"entities/{entityId}"));
        var listed = await Making.Made(Owner.GetJson("entities?limit=200"));

        Assert.Equal(["entityId", "name", "slug", "description", "propertyIds", "dateCreated", "dateUpdated"], made.Body!.AsObject().Select(m => m.Key));
        Assert.Equal((name, slug, "개인 고객", "[]"), ((string?)made["name"], (string?)made["slug"], (string?)made["description"], made["propertyIds"]!.ToJsonString()));
        Assert.Equal([propertyId], found["propertyIds"]!.AsArray().Select(id => (string?)id));
        Assert.Contains(listed["data"]!.AsArray(), e => (string?)e!["entityId"] == entityId);
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"a","slug":""}""", "slug")]
    [InlineData("""{"name":"a","slug":"a b"}""", "slug")]
    [InlineData("""{"name":"a","slug":"a/b"}""", "slug")]
    [InlineData("""{"name":"","slug":"?"}""", "name slug")]
    public async Task Create_WhatIsWrong_IsNamedByItsPath(string body, string paths) =>
        Assert.Equal($"400 {paths}", (await Owner.PostJson("entities", body)).Paths());

    [Fact]
    public async Task Name_IsOneToAHundredCharacters()
    {
        var longest = Guid.NewGuid().ToString("N").PadRight(100, '가');

        Assert.Equal(200, (await Owner.PostJson("entities", new { name = longest })).Code);
        Assert.Equal("400 name", (await Owner.PostJson("entities", new { name = longest + "가" })).Paths());
        var decomposed = Guid.NewGuid().ToString("N").PadRight(100, '각').Normalize(System.Text.NormalizationForm.FormD);
        Assert.Equal(100, ((string?)(await Making.Made(Owner.PostJson("entities", new { name = decomposed })))["name"])!.Length);
    }

    [Fact]
    public async Task Slug_WhereAbsent_IsMadeFromTheNameAndUnique()
    {
        var word = Guid.NewGuid().ToString("N");

        Assert.Equal($"big-{word}-고객", await SlugAsync($"Big {word}: 고객!"));
        Assert.Equal($"big-{word}-고객-2", await SlugAsync($"Big {word}; 고객"));
        Assert.Equal("entity", await SlugAsync("★"));
    }

    [Fact]
    public async Task NameOrSlug_Taken_IsAConflictAlsoInAnotherUnicodeForm()
    {
        var slug = $"한-{Guid.NewGuid():N}";
        await Making.Made(Owner.PostJson("entities", new { name, slug }));
        var other = await Owner.EntityAsync();

        Assert.Equal("409 Conflict", (await Owner.PostJson("entities", new { name })).Said());
        Assert.Equal("409 Conflict", (await Owner.PostJson("entities", new { name = name.Normalize(System.Text.NormalizationForm.FormD) })).Said());
        Assert.Equal("409 Conflict", (await Owner.PostJson("entities", new { name = name + "2", slug })).Said());
        Assert.Equal("409 Conflict", (await Owner.PostJson("entities", new { name = name + "2", slug = slug.Normalize(System.Text.NormalizationForm.FormD) })).Said());
        Assert.Equal("409 Conflict", (await Owner.PatchJson($"entities/{other}", new { name })).Said());
        Assert.Equal("409 Conflict", (await Owner.PatchJson($"entities/{other}", new { slug })).Said());
    }

    [Fact]
    public async Task Update_MembersPresent_AreReplaced()
    {
        var made = await Making.Made(Owner.PostJson("entities", new { name, description = "before" }));
        var path = $"entities/{made["entityId"]}";

        var renamed = await Making.Made(Owner.PatchJson(path, new { name = name + "2" }));
        Assert.Equal((name + "2", (string?)made["slug"], "before"), ((string?)renamed["name"], (string?)renamed["slug"], (string?)renamed["description"]));
        Assert.Equal("after", (string?)(await Making.Made(Owner.PatchJson(path, new { description = "after" })))["description"]);
        Assert.Null((await Making.Made(Owner.PatchJson(path, """{"description":null}""")))["description"]);
        Assert.Equal("400 name", (await Owner.PatchJson(path, """{"name":null}""")).Paths());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delete_WithRecordsLiveOrTrashed_IsAConflict_AndWithoutAnswersItsId(bool trashed)
    {
        var entityId = await Owner.EntityAsync();
        var recordId = await Owner.RecordAsync(entityId, "a");
        if (trashed)
        {
            await Making.Made(Owner.DeleteJson($"records/{recordId}"));
        }

        Assert.Equal("409 Conflict", (await Owner.DeleteJson($"entities/{entityId}")).Said());
        await Making.Made(Owner.DeleteJson($"records/{recordId}?permanent=true"));
        var deleted = await Making.Made(Owner.DeleteJson($"entities/{entityId}"));

        Assert.Equal($$"""{"entityId":"{{entityId}}"}""", deleted.Body!.ToJsonString());
        Assert.Equal("404 ResourceNotFound", (await Owner.GetJson($"entities/{entityId}")).Said());
        Assert.Equal("404 ResourceNotFound", (await Owner.PostJson("records", new { entityId, name = "b" })).Said());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Call_UnknownEntity_IsNotFound(string method) => Assert.Equal(
        "404 ResourceNotFound", (await Owner.CallAsync(new HttpMethod(method), "entities/CRMET1260423081530123ABC11122233", method == "PATCH" ? new { } : null)).Said());

    private async Task<string?> SlugAsync(string entityName) => (string?)(await Making.Made(Owner.PostJson("entities", new { name = entityName })))["slug"];
}
