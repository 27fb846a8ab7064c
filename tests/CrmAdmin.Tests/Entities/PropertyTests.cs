using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Entities;

/// <summary>«entities/{entityId}/properties … properties/{propertyId}», sentence by sentence.</summary>
public sealed class PropertyTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private string entity = "";

    private HttpClient Owner => host.As(Role.Owner);

    [Fact]
    public async Task Create_Property_IsAnsweredAndFoundAgain()
    {
        var options = new[] { new { label = "단골", value = "VIP", priority = 2, color = "purple" }, new { label = "새 고객", value = "NEW", priority = 1, color = "blue" } };

        var made = await CreateAsync(new { name = "등급", key = "grade", fieldType = "DROPDOWN", options, isMasked = true, description = "고객 등급" });
        var found = await Making.Made(Owner.GetJson($"properties/{made["propertyId"]}"));
        var listed = await Making.Made(Owner.GetJson($"entities/{entity}/properties"));

        Assert.Equal(
            ["propertyId", "entityId", "name", "key", "fieldType", "options", "isMasked", "isHidden", "description", "dateCreated", "dateUpdated"],
            made.Body!.AsObject().Select(m => m.Key));
        Assert.Equal(
            """[{"label":"새 고객","value":"NEW","priority":1,"color":"blue"},{"label":"단골","value":"VIP","priority":2,"color":"purple"}]""",
            made["options"]!.ToJsonString(CrmAdmin.Http.Json.Options));
        Assert.Equal((entity, "grade", "DROPDOWN", true), ((string?)made["entityId"], (string?)made["key"], (string?)made["fieldType"], (bool)made["isMasked"]!));
        Assert.Equal(made.Body!.ToJsonString(), found.Body!.ToJsonString());
        Assert.Equal(made.Body!.ToJsonString(), Assert.Single(listed["data"]!.AsArray())!.ToJsonString());
    }

    [Fact]
    public async Task Texts_OfAProperty_AreKeptInNfc()
    {
        string Decomposed(string text) => text.Normalize(System.Text.NormalizationForm.FormD);

        var made = await CreateAsync(new { name = Decomposed("등급"), fieldType = "RADIO", description = Decomposed("설명"), options = new[] { new { value = Decomposed("값"), label = Decomposed("표시") } } });

        Assert.Equal(("등급", "설명"), ((string?)made["name"], (string?)made["description"]));
        Assert.Equal(("값", "표시"), ((string?)made["options"]![0]!["value"], (string?)made["options"]![0]!["label"]));
    }

    [Theory]
    [InlineData("""{"name":"a"}""", "fieldType")]
    [InlineData("""{"name":"a","fieldType":"PICTURE"}""", "fieldType")]
    [InlineData("""{"name":"a","fieldType":"text"}""", "fieldType")]
    [InlineData("""{"fieldType":"TEXT"}""", "name")]
    [InlineData("""{"name":"","fieldType":"TEXT"}""", "name")]
    [InlineData("""{"name":"a","fieldType":"TEXT","key":"1a"}""", "key")]
    [InlineData("""{"name":"a","fieldType":"TEXT","key":"_a"}""", "key")]
    [InlineData("""{"name":"a","fieldType":"TEXT","key":"a-b"}""", "key")]
    [InlineData("""{"name":"a","fieldType":"TEXT","key":"한글"}""", "key")]
    [InlineData("""{"name":"a","fieldType":"TEXT","key":""}""", "key")]
    [InlineData("""{"name":"a","fieldType":"TEXT","options":[{"value":"x"}]}""", "options")]
    [InlineData("""{"name":"a","fieldType":"RADIO","options":[{"label":"x"}]}""", "options[0].value")]
    [InlineData("""{"name":"a","fieldType":"RADIO","options":[{"value":"x"},{"value":"X"}]}""", "options[1].value")]
    [InlineData("""{"name":"a","fieldType":"RADIO","options":[{"value":"x"},null]}""", "options[1].value")]
    [InlineData("""{"name":"a","fieldType":"TEXT","isMasked":"yes"}""", "isMasked")]
    [InlineData("""{"name":"a","fieldType":"TEXT","isHidden":"yes"}""", "isHidden")]
    public async Task Create_WhatIsWrong_IsNamedByItsPath(string body, string path) =>
        Assert.Equal($"400 {path}", (await Owner.PostJson($"entities/{entity}/properties", body)).Paths());

    [Fact]
    public async Task Key_IsALetterThenLettersDigitsAndUnderscores_UpTo63()
    {
        var longest = "a".PadRight(62, '_') + "9";

        Assert.Equal(longest, (string?)(await CreateAsync(new { name = "a", key = longest, fieldType = "TEXT" }))["key"]);
        Assert.Equal("400 key", (await Owner.PostJson($"entities/{entity}/properties", new { name = "b", key = longest + "9", fieldType = "TEXT" })).Paths());
    }

    [Theory]
    [InlineData("Email address", "email_address")]
    [InlineData("2nd phone", "f_2nd_phone")]
    [InlineData("전화", "field")]
    public async Task Key_WhereAbsent_IsMadeFromTheNameAndUnique(string name, string key)
    {
        Assert.Equal(key, (string?)(await CreateAsync(new { name, fieldType = "TEXT" }))["key"]);
        Assert.Equal(key + "_2", (string?)(await CreateAsync(new { name = name + "!", fieldType = "TEXT" }))["key"]);
    }

    [Fact]
    public async Task NameOrKey_TakenInTheEntity_IsAConflict_InAnotherEntityItIsNot()
    {
        await CreateAsync(new { name = "이름", key = "taken", fieldType = "TEXT" });
        var other = (string)(await CreateAsync(new { name = "other", fieldType = "TEXT" }))["propertyId"]!;
        var elsewhere = await Owner.EntityAsync();

        Assert.Equal("409 Conflict", (await Owner.PostJson($"entities/{entity}/properties", new { name = "이름", fieldType = "TEXT" })).Said());
        Assert.Equal("409 Conflict", (await Owner.PostJson($"entities/{entity}/properties", new { name = "free", key = "taken", fieldType = "TEXT" })).Said());
        Assert.Equal("409 Conflict", (await Owner.PatchJson($"properties/{other}", new { name = "이름" })).Said());
        Assert.Equal("409 Conflict", (await Owner.PatchJson($"properties/{other}", new { key = "taken" })).Said());
        Assert.Equal(200, (await Owner.PostJson($"entities/{elsewhere}/properties", new { name = "이름", key = "taken", fieldType = "TEXT" })).Code);
    }

    [Fact]
    public async Task Update_MembersPresent_AreReplaced_TheFieldTypeNever()
    {
        var path = $"properties/{(await CreateAsync(new { name = "a", key = "a", fieldType = "TEXT", description = "before" }))["propertyId"]}";

        var changed = await Making.Made(Owner.PatchJson(path, new { name = "b", key = "b_2", isMasked = true, fieldType = "TEXT" }));
        Assert.Equal(("b", "b_2", true, "before"), ((string?)changed["name"], (string?)changed["key"], (bool)changed["isMasked"]!, (string?)changed["description"]));
        Assert.Null((await Making.Made(Owner.PatchJson(path, """{"description":null}""")))["description"]);
        Assert.Equal("400 fieldType", (await Owner.PatchJson(path, new { fieldType = "NUMBER" })).Paths());
        Assert.Equal("TEXT", (string?)(await Owner.GetJson(path))["fieldType"]);
    }

    [Fact]
    public async Task Rename_WhileRecordsHoldValues_KeepsThem()
    {
        var propertyId = (string)(await CreateAsync(new { name = "a", key = "old", fieldType = "TEXT" }))["propertyId"]!;
        var recordId = await Owner.RecordAsync(entity, "r", new { old = "value" });

        await Making.Made(Owner.PatchJson($"properties/{propertyId}", new { key = "fresh", name = "b" }));
        await Making.Made(Owner.PatchJson($"records/{recordId}", new { data = new { fresh = "other" } }));

        Assert.Equal("other", (string?)(await Owner.GetJson($"records/{recordId}"))["data"]![propertyId]);
        Assert.Equal("400 data.old", (await Owner.PatchJson($"records/{recordId}", new { data = new { old = "x" } })).Paths());
    }

    [Fact]
    public async Task Delete_Property_AnswersItsIdAndTakesItsValues_AConditionThatNamesItIsRefused()
    {
        var propertyId = (string)(await CreateAsync(new { name = "a", key = "gone", fieldType = "TEXT" }))["propertyId"]!;
        var recordId = await Owner.RecordAsync(entity, "r", new { gone = "value" });

        var deleted = await Making.Made(Owner.DeleteJson($"properties/{propertyId}"));
        var again = (string)(await CreateAsync(new { name = "a", key = "gone", fieldType = "TEXT" }))["propertyId"]!;

        Assert.Equal($$"""{"propertyId":"{{propertyId}}"}""", deleted.Body!.ToJsonString());
        Assert.Equal("404 ResourceNotFound", (await Owner.GetJson($"properties/{propertyId}")).Said());
        Assert.NotEqual(propertyId, again);
        Assert.Equal("{}", (await Owner.GetJson($"records/{recordId}"))["data"]!.ToJsonString());
        var conditionGroup = new { @operator = "AND", conditions = new[] { new { field = "data." + propertyId, @operator = "equals", value = "value" } } };
        Assert.Equal("400 conditionGroup.conditions[0].field", (await Owner.PostJson("records/search/advanced", new { entityId = entity, conditionGroup })).Paths());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Call_UnknownProperty_IsNotFound(string method) => Assert.Equal(
        "404 ResourceNotFound", (await Owner.CallAsync(new HttpMethod(method), "properties/CRMPP1260423081530123ABC11122233", method == "PATCH" ? new { } : null)).Said());

    public async Task InitializeAsync() => entity = await Owner.EntityAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<Answer> CreateAsync(object body) => Making.Made(Owner.PostJson($"entities/{entity}/properties", body));
}
