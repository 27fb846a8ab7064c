using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Files;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Records;

/// <summary>The table of field types and their JSON values, row by row; «a wrong value → 400 naming the path; nothing of that request is written».</summary>
public sealed class RecordValueTests(RecordValueTests.Fixture fixture) : IClassFixture<RecordValueTests.Fixture>
{
    private HttpClient Owner => fixture.Host.As(Role.Owner);

    [Theory]
    [InlineData("TEXT", "\" 안녕 \"", "\" 안녕 \"")]
    [InlineData("LONG_TEXT", "\"a\\nb\"", "\"a\\nb\"")]
    [InlineData("EMAIL", "\"Hong.Gil@Example.com\"", "\"Hong.Gil@Example.com\"")]
    [InlineData("PHONE", "\"+82 (2) 123-4567\"", "\"+82 (2) 123-4567\"")]
    [InlineData("URL", "\"https://example.com/가?q=1\"", "\"https://example.com/가?q=1\"")]
    [InlineData("NUMBER", "0.1", "0.1")]
    [InlineData("NUMBER", "-0", "0")]
    [InlineData("NUMBER", "1e3", "1000")]
    [InlineData("NUMBER", "9007199254740991", "9007199254740991")]
    [InlineData("NUMBER", "-9007199254740991", "-9007199254740991")]
    [InlineData("BOOLEAN", "true", "true")]
    [InlineData("BOOLEAN", "false", "false")]
    [InlineData("DATE", "\"2024-02-29\"", "\"2024-02-29\"")]
    [InlineData("DATETIME", "\"2026-04-23T17:15:30+09:00\"", "\"2026-04-23T08:15:30.000Z\"")]
    [InlineData("DATETIME", "\"2026-04-23T08:15:30.123999999Z\"", "\"2026-04-23T08:15:30.123Z\"")]
    [InlineData("DATETIME", "\"2026-04-23T08:15Z\"", "\"2026-04-23T08:15:00.000Z\"")]
    [InlineData("DROPDOWN", "\"VIP\"", "\"VIP\"")]
    [InlineData("RADIO", "\"GOLD\"", "\"GOLD\"")]
    [InlineData("MULTI_CHECKBOX", "[\"GOLD\",\"VIP\"]", "[\"GOLD\",\"VIP\"]")]
    public async Task Value_OfItsType_IsKeptAndAnswered(string type, string given, string answered)
    {
        var made = await Making.Made(WriteAsync(type, given));
        var found = await Making.Made(Owner.GetJson($"records/{made["recordId"]}"));

        Assert.Equal(answered, Shown(made, type));
        Assert.Equal(answered, Shown(found, type));
    }

    [Theory]
    [InlineData("TEXT", "7")]
    [InlineData("TEXT", "true")]
    [InlineData("TEXT", "{}")]
    [InlineData("TEXT", "[\"a\"]")]
    [InlineData("EMAIL", "\"hong\"")]
    [InlineData("EMAIL", "\"hong@\"")]
    [InlineData("EMAIL", "\"a b@example.com\"")]
    [InlineData("EMAIL", "\"Hong <hong@example.com>\"")]
    [InlineData("PHONE", "\"call me\"")]
    [InlineData("PHONE", "821012345678")]
    [InlineData("URL", "\"example.com\"")]
    [InlineData("URL", "\"javascript:alert(1)\"")]
    [InlineData("URL", "\"ftp://example.com\"")]
    [InlineData("NUMBER", "\"1\"")]
    [InlineData("NUMBER", "9007199254740992")]
    [InlineData("NUMBER", "1e300")]
    [InlineData("BOOLEAN", "\"true\"")]
    [InlineData("BOOLEAN", "1")]
    [InlineData("DATE", "\"2026-02-29\"")]
    [InlineData("DATE", "\"2026-4-1\"")]
    [InlineData("DATE", "\"2026-04-23T00:00:00Z\"")]
    [InlineData("DATE", "20260423")]
    [InlineData("DATETIME", "\"2026-04-23T08:15:30\"")]
    [InlineData("DATETIME", "\"2026-04-23\"")]
    [InlineData("DATETIME", "\"2026-04-23T24:00:00Z\"")]
    [InlineData("DATETIME", "\"2026-04-23T08:15:30+15:00\"")]
    [InlineData("DATETIME", "1776932130")]
    [InlineData("DROPDOWN", "\"SILVER\"")]
    [InlineData("DROPDOWN", "\"vip\"")]
    [InlineData("DROPDOWN", "[\"VIP\"]")]
    [InlineData("RADIO", "\"Gold label\"")]
    [InlineData("MULTI_CHECKBOX", "\"VIP\"")]
    [InlineData("MULTI_CHECKBOX", "[\"VIP\",\"SILVER\"]", "[1]")]
    [InlineData("MULTI_CHECKBOX", "[\"VIP\",\"GOLD\",\"VIP\"]", "[2]")]
    [InlineData("MULTI_CHECKBOX", "[null]", "[0]")]
    [InlineData("FILE", "\"CRMFL1260423081530123ABC11122233\"")]
    [InlineData("FILE", "[\"CRMFL1260423081530123ABC11122233\"]", "[0]")]
    [InlineData("FILE", "[7]", "[0]")]
    public async Task Value_OfAnotherKind_IsNamedByItsPathAndNothingIsWritten(string type, string given, string behind = "")
    {
        var before = await CountAsync();

        Assert.Equal($"400 data.{Fixture.Key(type)}{behind}", (await WriteAsync(type, given)).Paths());
        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [InlineData("TEXT", 1000)]
    [InlineData("LONG_TEXT", 65_536)]
    [InlineData("EMAIL", 320)]
    [InlineData("PHONE", 50)]
    [InlineData("URL", 2048)]
    public async Task Text_HasItsLength(string type, int most)
    {
        string Text(int length) => JsonSerializer.Serialize(type switch
        {
            "EMAIL" => "a@".PadRight(length - 4, 'b') + ".com",
            "PHONE" => new string('1', length),
            "URL" => "https://example.com/".PadRight(length, 'a'),
            _ => new string('가', length),
        });

        Assert.Equal(200, (await WriteAsync(type, Text(most))).Code);
        Assert.Equal($"400 data.{Fixture.Key(type)}", (await WriteAsync(type, Text(most + 1))).Paths());
    }

    [Fact]
    public async Task Text_OfAnyUnicodeForm_IsKeptAndAnsweredInNfc()
    {
        const string Composed = "가각힣Å";
        var decomposed = Composed.Normalize(NormalizationForm.FormD);

        var made = await Making.Made(Owner.PostJson("records", new
        {
            entityId = fixture.Entity,
            name = decomposed,
            tags = new[] { decomposed },
            ownerId = decomposed,
            data = new Dictionary<string, object> { [Fixture.Key("TEXT")] = decomposed, [Fixture.Key("LONG_TEXT")] = decomposed },
        }));
        var found = await Making.Made(Owner.GetJson($"records/{made["recordId"]}"));

        Assert.All(
            [found["name"], found["tags"]![0], found["ownerId"], found["data"]![fixture.Ids["TEXT"]], found["data"]![fixture.Ids["LONG_TEXT"]]],
            text => Assert.Equal(Composed, (string?)text));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    public async Task Value_Empty_IsEmptyInEveryType(string given)
    {
        foreach (var type in fixture.Ids.Keys)
        {
            var made = await Making.Made(WriteAsync(type, given));

            Assert.Equal((type, "{}"), (type, made["data"]!.ToJsonString()));
        }
    }

    [Fact]
    public async Task Files_UpToTwenty_AreAnsweredWithSignedUrls()
    {
        var fileIds = new List<string>();
        for (var i = 0; i < 21; i++)
        {
            fileIds.Add(await Owner.FileAsync($"{i}.png"));
        }

        var made = await Making.Made(WriteAsync("FILE", JsonSerializer.Serialize(fileIds[..20])));
        var files = made["data"]![fixture.Ids["FILE"]]!.AsArray();

        Assert.Equal(fileIds[..20], files.Select(file => (string?)file!["fileId"]));
        Assert.Equal(["fileId", "fileName", "mimeType", "fileSize", "url"], files[0]!.AsObject().Select(member => member.Key));
        Assert.Equal($"400 data.{Fixture.Key("FILE")}", (await WriteAsync("FILE", JsonSerializer.Serialize(fileIds))).Paths());
    }

    private string? Shown(Answer answer, string type) => answer["data"]![fixture.Ids[type]]?.ToJsonString(CrmAdmin.Http.Json.Options);

    private Task<Answer> WriteAsync(string type, string value) =>
        Owner.PostJson("records", $$"""{"entityId":"{{fixture.Entity}}","data":{"{{Fixture.Key(type)}}":{{value}} },"name":"a"}""");

    private async Task<int> CountAsync() => (int)(await Making.Made(Owner.PostJson("records/search/count", new { entityId = fixture.Entity })))["count"]!;

    /// <summary>An entity with a property of every type.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private static readonly string[] Types =
        [
            "TEXT", "LONG_TEXT", "EMAIL", "PHONE", "URL", "NUMBER", "BOOLEAN", "DATE", "DATETIME", "DROPDOWN", "RADIO", "MULTI_CHECKBOX", "FILE",
        ];

        public CrmHost Host { get; } = new();

        public string Entity { get; private set; } = "";

        /// <summary>The properties' ids by type.</summary>
        public Dictionary<string, string> Ids { get; } = [];

        /// <summary>The key of a type's property.</summary>
        public static string Key(string type) => "my_" + type;

        public async Task InitializeAsync()
        {
            Entity = await Host.As(Role.Owner).EntityAsync();
            foreach (var type in Types)
            {
                var options = type is "DROPDOWN" or "RADIO" or "MULTI_CHECKBOX"
                    ? new JsonArray(new JsonObject { ["value"] = "VIP" }, new JsonObject { ["value"] = "GOLD", ["label"] = "Gold label" })
                    : null;
                var body = new JsonObject { ["name"] = type, ["key"] = Key(type), ["fieldType"] = type, ["options"] = options };
                Ids[type] = (string)(await Making.Made(Host.As(Role.Owner).PostJson($"entities/{Entity}/properties", body.ToJsonString())))["propertyId"]!;
            }
        }

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}
