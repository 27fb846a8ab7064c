using System.Text;
using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Http;

/// <summary>The conventions that hold for every path, sentence by sentence.</summary>
public sealed partial class ConventionTests(CrmHost host) : IClassFixture<CrmHost>
{
    private HttpClient Owner => host.As(Role.Owner);

    [Fact]
    public async Task Body_UnknownMembers_AreIgnored()
    {
        var entityId = await Owner.EntityAsync();

        var made = await Making.Made(Owner.PostJson("records", $$"""{"entityId":"{{entityId}}","name":"a","nonsense":{"deep":1},"Name":"another"}"""));

        Assert.Equal(("a", null), ((string?)made["name"], made["nonsense"]));
    }

    [Fact]
    public async Task Times_GoOutInUtcToTheMillisecond()
    {
        var entity = await Making.Made(Owner.GetJson($"entities/{await Owner.EntityAsync()}"));

        Assert.Matches(Instant(), (string)entity["dateCreated"]!);
        Assert.Matches(Instant(), (string)entity["dateUpdated"]!);
    }

    [Fact]
    public async Task Success_Is200AlsoForPostAndDelete_AndNeverEmpty()
    {
        var made = await Owner.PostJson("entities", new { name = "success" });
        var deleted = await Owner.DeleteJson($"entities/{made["entityId"]}");

        Assert.Equal((200, 200), (made.Code, deleted.Code));
        Assert.Equal((string?)made["entityId"], (string?)deleted["entityId"]);
    }

    [Fact]
    public async Task List_WithoutLimit_HasTwenty_AndTheLastPageNoNextKey()
    {
        var entityId = await Owner.EntityAsync();
        await Making.Made(Owner.PostJson("records/bulk/create", new { entityId, records = Enumerable.Range(0, 25).Select(i => new { name = $"n{i}" }) }));

        var first = await Making.Made(Owner.GetJson($"records?entityId={entityId}"));
        var last = await Making.Made(Owner.GetJson($"records?entityId={entityId}&startKey={first["nextKey"]}"));

        Assert.Equal((20, 5), (first["data"]!.AsArray().Count, last["data"]!.AsArray().Count));
        Assert.False(last.Body!.AsObject().ContainsKey("nextKey"));
    }

    [Theory]
    [InlineData("1", 200)]
    [InlineData("200", 200)]
    [InlineData("0", 400)]
    [InlineData("201", 400)]
    [InlineData("-1", 400)]
    [InlineData("1.5", 400)]
    [InlineData("ten", 400)]
    public async Task Limit_OfEveryList_Is1To200(string limit, int status)
    {
        var entityId = await Owner.EntityAsync();
        var recordId = await Owner.RecordAsync(entityId, "a");
        string[] lists =
        [
            $"records?entityId={entityId}", $"records/trash?entityId={entityId}", $"records/{recordId}/activities?", $"records/{recordId}/relations?", "entities?",
            $"entities/{entityId}/properties?", "segments?", "relation-types?", "api-keys?", "tokens?", "audit-log?",
        ];
        foreach (var list in lists)
        {
            Assert.Equal((list, status), (list, (await Owner.GetJson($"{list}&limit={limit}")).Code));
        }
    }

    [Fact]
    public async Task Json_TenMegabytesAnd64Levels_AreTaken_OneMoreIsNot()
    {
        var entityId = await Owner.EntityAsync();
        string Body(int bytes) => $$"""{"entityId":"{{entityId}}","name":"a"}""".PadRight(bytes);
        string Deep(int levels) => $$"""{"entityId":"{{entityId}}","name":"a","other":{{new string('[', levels - 1)}}{{new string(']', levels - 1)}}}""";

        Assert.Equal(200, (await Owner.PostJson("records", Body(10 * 1024 * 1024))).Code);
        Assert.Equal("PayloadTooLarge", (await Owner.PostJson("records", Body((10 * 1024 * 1024) + 1))).ErrorCode);
        Assert.Equal(200, (await Owner.PostJson("records", Deep(64))).Code);
        Assert.Equal("InvalidJson", (await Owner.PostJson("records", Deep(65))).ErrorCode);
    }

    [Theory]
    [InlineData("""{"name":"a\u0000b"}""")]
    [InlineData("""{"a\u0000b":1}""")]
    [InlineData("""{"name":"\udc00"}""")]
    [InlineData("""{"name":"\ud800x"}""")]
    [InlineData("""{"other":-1e400}""")]
    [InlineData("""{"other":{"a":1,"a":1}}""")]
    [InlineData("""{"name":"a",}""")]
    [InlineData("""{"name":"a"} {}""")]
    [InlineData("""{"name":NaN}""")]
    public async Task Json_WhatNoProgramCouldMean_IsInvalid(string body)
    {
        var answer = await Owner.PostJson("entities", body);

        Assert.Equal((400, "InvalidJson"), (answer.Code, answer.ErrorCode));
    }

    [Fact]
    public async Task Json_NotUtf8_IsInvalid()
    {
        using var latin = new ByteArrayContent([.. Encoding.ASCII.GetBytes("{\"name\":\""), 0xE9, .. Encoding.ASCII.GetBytes("\"}")]);
        latin.Headers.ContentType = new("application/json");

        Assert.Equal("InvalidJson", (await Owner.PostJson("entities", latin)).ErrorCode);
    }

    [Theory]
    [InlineData("ko", "권한이 없습니다.")]
    [InlineData("en", "You are not identified.")]
    public async Task Message_OfEveryRefusal_IsInTheCallersLanguage(string language, string unidentified)
    {
        using var nobody = host.Anonymous();
        Assert.Equal(unidentified, (string?)(await nobody.GetJson("plan", ("Accept-Language", language)))["errorMessage"]);

        foreach (var (path, status) in new[] { ("nothing", 404), ("audit-log?limit=0", 400), ("records/none", 404), ("records", 400) })
        {
            var answer = await Owner.GetJson(path, ("Accept-Language", language));
            Assert.Equal((status, language == "ko"), (answer.Code, Hangul().IsMatch((string)answer["errorMessage"]!)));
            Assert.All(answer["details"]?.AsArray() ?? [], detail => Assert.Equal(language == "ko", Hangul().IsMatch((string)detail!["message"]!)));
        }
    }

    [Fact]
    public async Task Address_OverTheWire_UpToItsLengthIsReadAndBeyondIsRefusedInTheEnvelope()
    {
        await using var app = new CrmApp().Listen();
        using var client = new HttpClient(new HmacSigner(CrmApp.OwnerKey, CrmApp.OwnerSecret, TimeProvider.System) { InnerHandler = new HttpClientHandler() }) { BaseAddress = app.Address };
        var entityId = await client.EntityAsync();
        string List(int length) => $"records?entityId={entityId}&keyword=".PadRight(length, 'a');

        Assert.Equal(200, (await client.GetJson(List(30_000))).Code);
        var refused = await client.GetJson(List(60_000));
        Assert.Equal((400, "ValidationError"), (refused.Code, refused.ErrorCode));
        Assert.NotEmpty((string?)refused["details"]![0]!["message"] ?? "");
    }

    [Fact]
    public async Task Refusal_OfEveryKind_IsACodeAndAMessageInJson()
    {
        using var nobody = host.Anonymous();
        using var large = new StringContent(new string(' ', (10 * 1024 * 1024) + 1), Encoding.UTF8, "application/json");
        using var foreign = new StringContent("{}", Encoding.UTF8, "text/plain");
        var taken = (string)(await Making.Made(Owner.GetJson($"entities/{await Owner.EntityAsync()}")))["name"]!;
        (int Status, string Code, Answer Answer)[] refusals =
        [
            (400, "ValidationError", await Owner.PostJson("entities", new { })),
            (400, "InvalidStartKey", await Owner.GetJson("entities?startKey=abc")),
            (400, "InvalidJson", await Owner.PostJson("entities", "{")),
            (401, "Unauthorized", await nobody.GetJson("plan")),
            (401, "InvalidToken", await nobody.GetJson("plan", ("Authorization", "Bearer none"))),
            (403, "Forbidden", await host.As(Role.Viewer).PostJson("entities", new { })),
            (404, "ResourceNotFound", await Owner.GetJson("entities/none")),
            (405, "MethodNotAllowed", await Owner.DeleteJson("plan")),
            (409, "Conflict", await Owner.PostJson("entities", new { name = taken })),
            (413, "PayloadTooLarge", await Owner.PostJson("entities", large)),
            (415, "UnsupportedMediaType", await Owner.PostJson("entities", foreign)),
        ];

        foreach (var (status, code, answer) in refusals)
        {
            Assert.Equal((status, code), (answer.Code, answer.ErrorCode));
            Assert.Equal(code == "ValidationError" ? ["errorCode", "errorMessage", "details"] : ["errorCode", "errorMessage"], answer.Body!.AsObject().Select(m => m.Key));
            Assert.All(answer.Body!.AsObject(), member => Assert.NotEmpty(member.Value!.ToString()));
        }
    }

    [SqliteFact]
    public async Task Refusal_WhileNothingCanBeWritten_Is503AndSaysWhenToComeAgain()
    {
        using (await host.Get<WriteGate>().EnterAsync(CancellationToken.None))
        {
            var answer = await Owner.PostJson("entities", new { name = "later" });

            Assert.Equal((503, "ServiceUnavailable"), (answer.Code, answer.ErrorCode));
            Assert.Equal(["errorCode", "errorMessage"], answer.Body!.AsObject().Select(m => m.Key));
            Assert.NotEmpty(Assert.Single(answer.Headers.GetValues("Retry-After")));
        }
    }

    [Fact]
    public async Task Fault_OfTheServer_SaysNothingOfTheInsideAndHasATraceId()
    {
        await using var broken = new CrmHost();
        await Making.Made(broken.As(Role.Owner).GetJson("segments"));
        await broken.Get<Store>().WriteAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE segments RENAME TO gone"), CancellationToken.None);

        var answer = await broken.As(Role.Owner).GetJson("segments");

        Assert.Equal((500, "InternalError"), (answer.Code, answer.ErrorCode));
        Assert.Equal(["errorCode", "errorMessage", "traceId"], answer.Body!.AsObject().Select(member => member.Key));
        Assert.NotEmpty((string?)answer["traceId"] ?? "");
        Assert.DoesNotContain("segments", answer.Body!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void ErrorCodes_EachStatus_IsThatOfTheGuide()
    {
        var guide = File.ReadLines(Path.Combine(ArchitectureTests.Root, "docs", "api", "errors.md"))
            .Select(line => Row().Match(line)).Where(row => row.Success)
            .SelectMany(row => Code().Matches(row.Groups[2].Value).Select(code => $"{code.Groups[1].Value} {row.Groups[1].Value}"));

        Assert.Equal(
            Enum.GetValues<ErrorCode>().Select(code => $"{code} {code.Status()}").Order(StringComparer.Ordinal),
            guide.Where(code => char.IsUpper(code[0]) && !code.StartsWith("Retry", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$")]
    private static partial Regex Instant();

    [GeneratedRegex(@"\p{IsHangulSyllables}")]
    private static partial Regex Hangul();

    [GeneratedRegex(@"^\| (\d{3}) \| (.*) \|$")]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Code();
}
