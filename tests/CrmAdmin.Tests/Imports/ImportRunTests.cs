using System.Text;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Imports;

public sealed class ImportRunTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private ImportHost imports = null!;

    public async Task InitializeAsync() => imports = await ImportHost.StartAsync(host);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Run_EveryKindOfValue_IsReadAsPeopleWriteIt()
    {
        const string Csv = "이름,email,phone,age,born,seen,active,grade,hobbies,태그,담당\r\n"
            + "가, a@example.com ,'+82-10-1234-5678,\"1,234.50\",2026.04.23,2026-04-23 17:15,예,브이아이피,vip|b\\|c,둘|하나,kim\r\n"
            + "나,,,-1e3,2026-4-3,2026-04-23T08:15:30.123Z,FALSE,new,새 고객,,\r\n";
        var (_, status) = await imports.ImportAsync(Csv, new Dictionary<string, string>
        {
            ["0"] = "name", ["1"] = "data.email", ["2"] = "data.phone", ["3"] = "data." + imports.Properties["age"], ["4"] = "data.born", ["5"] = "data.seen",
            ["6"] = "data.active", ["7"] = "data.grade", ["8"] = "data.hobbies", ["9"] = "tags", ["10"] = "ownerId",
        });
        var records = await imports.RecordsAsync();

        Assert.Equal(("completed", 2, 2, 2, 0), ((string)status["status"]!, (int)status["progress"]!, (int)status["total"]!, (int)status["created"]!, (int)status["rejected"]!));
        Assert.Equal(
            "\"a@example.com\" \"+82-10-1234-5678\" 1234.5 \"2026-04-23\" \"2026-04-23T08:15:00.000Z\" true \"vip\" [\"vip\",\"b|c\"]",
            string.Join(' ', Values(records["가"])));
        Assert.Equal("- - -1000 \"2026-04-03\" \"2026-04-23T08:15:30.123Z\" false \"new\" [\"new\"]", string.Join(' ', Values(records["나"])));
        Assert.Equal(("둘 하나", "kim"), (string.Join(' ', records["가"]["tags"]!.AsArray()), (string?)records["가"]["ownerId"]));
    }

    [Theory]
    [InlineData("L", "04/23/2026", "04/23/2026")]
    [InlineData("LL", "April 23, 2026", "April 23, 2026")]
    [InlineData("LLL", "April 23, 2026", "April 23, 2026 12:00 AM")]
    [InlineData("DD/MM/YYYY", "23/04/2026", "23/04/2026 00:00")]
    [InlineData("D.M.YY", "23.4.26", "23.4.26")]
    [InlineData("YYYY년 M월 D일", "2026년 4월 23일", "2026년 4월 23일")]
    [InlineData("YYYY-MM-DD HH:mm", "2026-04-23 00:00", "2026-04-23 00:00")]
    [InlineData("ISO", "2026-04-23", "2026-04-22T15:00:00Z")]
    [InlineData(null, "2026/4/23", "2026. 4. 23.")]
    public async Task Run_DateFormat_SaysHowDatesAreWritten(string? dateFormat, string born, string seen)
    {
        var mappings = new Dictionary<string, string> { ["0"] = "name", ["1"] = "data.born", ["2"] = "data.seen" };
        var csv = $"n\tb\ts\n가\t{born}\t{seen}\n나\t99/99/9999\t\n";
        var (_, status) = await imports.ImportAsync(Encoding.UTF8.GetBytes(csv), new { columnMappings = mappings, dateFormat });
        var record = (await imports.RecordsAsync())["가"];

        Assert.Equal((1, 1), ((int)status["created"]!, (int)status["rejected"]!));
        Assert.Equal(("\"2026-04-23\"", "\"2026-04-22T15:00:00.000Z\""), (imports.Value(record, "born"), imports.Value(record, "seen")));
    }

    [Fact]
    public async Task Run_RejectedRows_StandAloneAndInTheRejectsFile()
    {
        const string Csv = "이름,email,age\r\n\r\n가,a@example.com,1\r\n나,\"no\r\nmail\",2\r\n,c@example.com,3\r\n라,d@example.com,=x\r\n마,e@example.com\r\n바,f@example.com,6\r\n";
        var (_, status) = await imports.ImportAsync(Csv, new Dictionary<string, string> { ["0"] = "name", ["1"] = "data.email", ["2"] = "data.age" });
        var lines = await imports.RejectsAsync(status);

        Assert.Equal(("completed", 6, 2, 4), ((string)status["status"]!, (int)status["progress"]!, (int)status["created"]!, (int)status["rejected"]!));
        Assert.Equal(["가", "바"], (await imports.RecordsAsync()).Keys.Order());
        Assert.Equal(
            "Line,Column,Reason,이름,email,age\r\n"
            + "4,email,이메일 주소 형식이 아닙니다.,나,\"no\r\nmail\",2\r\n"
            + "6,이름,이름이 필요합니다.,,c@example.com,3\r\n"
            + "7,age,숫자여야 합니다.,라,d@example.com,=x\r\n"
            + "8,,칸이 2개인데 열은 3개입니다.,마,e@example.com\r\n",
            lines);
    }

    [Fact]
    public async Task Run_MatchOn_ChangesTheOneRecordThatHasTheValue()
    {
        await imports.Owner.RecordAsync(imports.EntityId, "옛 가", new { email = "A@Example.com", age = 1, memo = "남는다" });
        await imports.Owner.RecordAsync(imports.EntityId, "쌍1", new { email = "twice@example.com" });
        await imports.Owner.RecordAsync(imports.EntityId, "쌍2", new { email = "TWICE@example.com" });
        const string Csv = "이름,email,age,memo\n새 가,a@example.com,2,\n나,b@example.com,3,처음\n나2,B@EXAMPLE.COM,,\n다,twice@example.com,4,\n라,,5,\n";
        var (_, status) = await imports.ImportAsync(
            Csv, new Dictionary<string, string> { ["0"] = "name", ["1"] = "data.email", ["2"] = "data.age", ["3"] = "data.memo" }, "data.email");
        var records = await imports.RecordsAsync();

        Assert.Equal((2, 2, 1), ((int)status["created"]!, (int)status["updated"]!, (int)status["rejected"]!));
        Assert.Equal(["나2", "라", "새 가", "쌍1", "쌍2"], records.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("2", "\"남는다\""), (imports.Value(records["새 가"], "age"), imports.Value(records["새 가"], "memo")));
        Assert.Equal(("3", "\"처음\""), (imports.Value(records["나2"], "age"), imports.Value(records["나2"], "memo")));
        Assert.Contains("5,email,같은 값을 가진 레코드가 2건 있습니다.,다,", await imports.RejectsAsync(status), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "이름")]
    [InlineData("data.memo", "memo")]
    [InlineData("data.age", "age")]
    [InlineData("data.grade", "grade")]
    public async Task Run_MatchOnOtherKinds_FindsTheRecord(string matchOn, string header)
    {
        await imports.Owner.RecordAsync(imports.EntityId, "가", new { memo = "m", age = 7, grade = "vip", email = "old@example.com" });
        var value = new Dictionary<string, string> { ["이름"] = "가", ["memo"] = "M", ["age"] = "7.0", ["grade"] = "vip" }[header];
        var (_, status) = await imports.ImportAsync(
            $"{header},email\n{value},new@example.com\n", new Dictionary<string, string> { ["0"] = matchOn, ["1"] = "data.email" }, matchOn);

        Assert.Equal((0, 1, 0), ((int)status["created"]!, (int)status["updated"]!, (int)status["rejected"]!));
        Assert.Equal("\"new@example.com\"", imports.Value((await imports.RecordsAsync())["가"], "email"));
    }

    [Fact]
    public async Task Run_MatchOnRecordId_MakesNoRecord()
    {
        var recordId = await imports.Owner.RecordAsync(imports.EntityId, "가");
        var (_, status) = await imports.ImportAsync(
            $"ID,이름\n{recordId},새 가\nCRMRC1unknown,나\n,다\n", new Dictionary<string, string> { ["0"] = "recordId", ["1"] = "name" }, "recordId");

        Assert.Equal((0, 1, 2), ((int)status["created"]!, (int)status["updated"]!, (int)status["rejected"]!));
        Assert.Equal(["새 가"], (await imports.RecordsAsync()).Keys);
    }

    [Fact]
    public async Task Run_MatchOnMaskedField_IsForbiddenBelowAdmin()
    {
        await imports.Owner.PropertyAsync(imports.EntityId, "secret", "TEXT", isMasked: true);
        const string Csv = "이름,secret\n가,x\n";
        object request = new { columnMappings = new Dictionary<string, string> { ["0"] = "name", ["1"] = "data.secret" }, matchOn = "data.secret" };
        var members = (string)(await imports.UploadAsync(Csv, role: Role.Member))["importId"]!;
        var owners = (string)(await imports.UploadAsync(Csv))["importId"]!;

        Assert.Equal((403, "Forbidden"), Refusal(await imports.RunAsync(members, request, Role.Member)));
        Assert.Equal(200, (await imports.RunAsync(owners, request)).Code);
    }

    [Fact]
    public async Task Run_MaskSentBackByAMember_ChangesNothing()
    {
        imports.Properties["secret"] = await imports.Owner.PropertyAsync(imports.EntityId, "secret", "EMAIL", isMasked: true);
        await imports.Owner.RecordAsync(imports.EntityId, "가", new { secret = "abc@example.com" });
        var (_, status) = await imports.ImportAsync(
            "이름,secret\n가,a**************\n", new Dictionary<string, string> { ["0"] = "name", ["1"] = "data.secret" }, "name", Role.Member);

        Assert.Equal((1, 0), ((int)status["updated"]!, (int)status["rejected"]!));
        Assert.Equal("\"abc@example.com\"", imports.Value((await imports.RecordsAsync())["가"], "secret"));
    }

    [Fact]
    public async Task Run_OverTheQuota_RejectsTheRest()
    {
        await using var own = new CrmHost();
        imports = await ImportHost.StartAsync(own);
        await Making.Made(imports.Owner.PatchJson("plan", new Dictionary<string, object> { ["records.max"] = 2 }));
        var (_, status) = await imports.ImportAsync("이름\n가\n나\n다\n", new Dictionary<string, string> { ["0"] = "name" });

        Assert.Equal((2, 1), ((int)status["created"]!, (int)status["rejected"]!));
        Assert.Contains("4,,요금제의 레코드 수를 넘습니다.,다", await imports.RejectsAsync(status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SecondTime_IsAConflict()
    {
        var (importId, _) = await imports.ImportAsync("이름\n가\n", new Dictionary<string, string> { ["0"] = "name" });

        Assert.Equal((409, "Conflict"), Refusal(await imports.RunAsync(importId, new { columnMappings = new Dictionary<string, string> { ["0"] = "name" } })));
        Assert.Single(await imports.RecordsAsync());
    }

    [Theory]
    [InlineData("""{}""", "400 columnMappings")]
    [InlineData("""{"columnMappings":{"1":"data.email"}}""", "400 columnMappings")]
    [InlineData("""{"columnMappings":{"0":"name","2":"tags"}}""", "400 columnMappings.2")]
    [InlineData("""{"columnMappings":{"x":"name"}}""", "400 columnMappings.x")]
    [InlineData("""{"columnMappings":{"0":"name","1":"data.nothing"}}""", "400 columnMappings.1")]
    [InlineData("""{"columnMappings":{"0":"name","1":"name"}}""", "400 columnMappings.1")]
    [InlineData("""{"columnMappings":{"0":"name","1":"dateCreated"}}""", "400 columnMappings.1")]
    [InlineData("""{"columnMappings":{"0":"name","1":"recordId"}}""", "400 columnMappings")]
    [InlineData("""{"columnMappings":{"0":"name"},"matchOn":"data.email"}""", "400 matchOn")]
    [InlineData("""{"columnMappings":{"0":"name","1":"data.hobbies"},"matchOn":"data.hobbies"}""", "400 matchOn")]
    [InlineData("""{"columnMappings":{"0":"name"},"matchOn":"data.nothing"}""", "400 matchOn")]
    [InlineData("""{"columnMappings":{"0":"name"},"dateFormat":"MM/DD"}""", "400 dateFormat")]
    [InlineData("""{"columnMappings":{"0":"name"},"dateFormat":"quickly"}""", "400 dateFormat")]
    [InlineData("""{"columnMappings":{"0":"name"},"multiValueSeparator":"\""}""", "400 multiValueSeparator")]
    [InlineData("""{"columnMappings":{"0":7}}""", "400 columnMappings.0")]
    public async Task Run_WrongRequest_NamesThePlaceAndLeavesTheImport(string request, string refusal)
    {
        var importId = (string)(await imports.UploadAsync("이름,email\n가,a@example.com\n"))["importId"]!;

        Assert.Equal(refusal, (await imports.RunAsync(importId, request)).Paths());
        Assert.Equal(200, (await imports.RunAsync(importId, """{"columnMappings":{"0":"name","1":null}}""")).Code);
    }

    [Fact]
    public async Task Run_Separator_PartsTheValuesOfACell()
    {
        var mappings = new Dictionary<string, string> { ["0"] = "name", ["1"] = "data.hobbies", ["2"] = "tags" };
        await imports.ImportAsync(Encoding.UTF8.GetBytes("이름\tb\tc\n가\tvip; b|c\t하나;둘\\;셋\n"), new { columnMappings = mappings, multiValueSeparator = ";" });
        var record = (await imports.RecordsAsync())["가"];

        Assert.Equal("[\"vip\",\"b|c\"]", imports.Value(record, "hobbies"));
        Assert.Equal(["하나", "둘;셋"], record["tags"]!.AsArray().Select(tag => (string)tag!));
    }

    [Fact]
    public async Task Run_EachRecord_LeavesAnAuditEntryUnderOneRequest()
    {
        await imports.Owner.RecordAsync(imports.EntityId, "가");
        await imports.ImportAsync("이름,age\n가,1\n나,2\n다,3\n", new Dictionary<string, string> { ["0"] = "name", ["1"] = "data.age" }, "name");
        var log = (await imports.Owner.GetJson($"audit-log?entityId={imports.EntityId}&limit=200"))["data"]!.AsArray();
        var run = log.First(entry => (string?)entry!["action"] == "import.run")!;
        var own = log.Where(entry => (string?)entry!["requestId"] == (string?)run["requestId"]).Select(entry => (string)entry!["action"]!);

        Assert.Equal(["import.run", "record.create", "record.create", "record.update"], own.Order(StringComparer.Ordinal));
    }

    private IEnumerable<string> Values(System.Text.Json.Nodes.JsonNode record) =>
        new[] { "email", "phone", "age", "born", "seen", "active", "grade", "hobbies" }.Select(key => imports.Value(record, key));

    private static (int, string?) Refusal(Answer answer) => (answer.Code, answer.ErrorCode);
}
