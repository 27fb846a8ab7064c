using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CrmAdmin.Tests.Exports;

public sealed class ExportRequestTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private ExportHost exports = null!;

    // Each test has an entity of its own.
    public async Task InitializeAsync() => exports = await ExportHost.StartAsync(host);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Request_EveryKindOfValue_IsWrittenAsTheContractSays()
    {
        await exports.PropertyAsync("note", "LONG_TEXT");
        await exports.PropertyAsync("active", "BOOLEAN");
        await exports.PropertyAsync("born", "DATE");
        await exports.PropertyAsync("seen", "DATETIME");
        await exports.PropertyAsync("grade", "DROPDOWN", options: ["VIP", "=A"]);
        await exports.PropertyAsync("likes", "MULTI_CHECKBOX", options: ["a|b", "c\\d", "e"]);
        var ids = await exports.RecordsAsync(
            new { name = "빈 사람" },
            new
            {
                name = "홍길동",
                tags = new[] { "새 고객", "x|y" },
                ownerId = "u1",
                data = new { age = 1e-7, note = "a \"b\"\nc", active = true, born = "1990-02-03", seen = "2026-04-23T17:15:30.123+09:00", grade = "=A", likes = new[] { "a|b", "c\\d", "e" } },
            });

        var csv = await exports.CsvAsync(Role.Owner, new { entityId = exports.EntityId, format = "csv", sortFields = new[] { "recordId" } });

        Assert.Matches(
            "^\uFEFF레코드 ID,이름,age,note,active,born,seen,grade,likes,태그,담당자,생성일,수정일\r\n"
            + Regex.Escape(ids[0]) + ",빈 사람,,,,,,,,,,\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z,[^,]*Z\r\n"
            + Regex.Escape(ids[1] + ",홍길동,0.0000001,\"a \"\"b\"\"\nc\",true,1990-02-03,2026-04-23T08:15:30.123Z,'=A,a\\|b|c\\\\d|e,새 고객|x\\|y,u1,") + "[^,]*Z,[^,]*Z\r\n$",
            csv);
    }

    [Fact]
    public async Task Request_TextsOfEveryLength_AreWrittenWhole()
    {
        await exports.PropertyAsync("note", "LONG_TEXT");
        var texts = new[] { 340, 341, 342, 682, 683, 3000, 1 }.Select(length => new string('가', length)).Append(new string('a', 1024)).ToArray();
        await exports.RecordsAsync(texts.Select((note, i) => (object)new { name = $"{i}", data = new { note } }));

        var csv = await exports.CsvAsync(Role.Owner, new { entityId = exports.EntityId, format = "csv", columns = new[] { "data.note" }, sortFields = new[] { "recordId" } });

        Assert.Equal($"\uFEFFnote\r\n{string.Concat(texts.Select(text => text + "\r\n"))}", csv);
    }

    [Fact]
    public async Task Request_InEnglish_HasEnglishHeaders()
    {
        var answer = await exports.Host.As(Role.Member).PostJson(
            "records/export/request", new { entityId = exports.EntityId, format = "csv", bom = false }, ("Accept-Language", "en"));
        Assert.Equal(
            "Record ID,Name,age,Tags,Owner,Created,Updated\r\n",
            System.Text.Encoding.UTF8.GetString(await exports.BytesAsync((string)answer["downloadUrl"]!)));
    }

    [Fact]
    public async Task Request_SeveralNarrowings_AllHold()
    {
        var ids = await exports.RecordsAsync(
            new { name = "홍길동", data = new { age = 30 } },
            new { name = "홍길순", data = new { age = 40 } },
            new { name = "김철수", data = new { age = 30 } },
            new { name = "홍두깨", data = new { age = 30 } });
        var csv = await exports.CsvAsync(Role.Member, new
        {
            entityId = exports.EntityId,
            format = "csv",
            keyword = "홍",
            filters = $$$"""{"{{{exports.Properties["age"]}}}":{"op":"eq","value":30}}""",
            conditionGroup = new { @operator = "AND", conditions = new[] { new { field = "name", @operator = "not_contains", value = "길순" } } },
            recordIds = ids[..3],
            columns = new[] { "name", "data.age" },
            bom = false,
        });
        Assert.Equal("이름,age\r\n홍길동,30\r\n", csv);
    }

    [Fact]
    public async Task Request_SortedByAProperty_EmptiesComeLast()
    {
        await exports.RecordsAsync(
            new { name = "a", data = new { age = 1 } }, new { name = "b" }, new { name = "c", data = new { age = 3 } }, new { name = "d", data = new { age = 2 } });
        var body = new { entityId = exports.EntityId, format = "csv", columns = new[] { "name" }, bom = false, sortFields = new[] { "-data.age" } };
        Assert.Equal("이름\r\nc\r\nd\r\na\r\nb\r\n", await exports.CsvAsync(Role.Member, body));
    }

    [Fact]
    public async Task Request_TrashedRecords_AreNotInTheFile()
    {
        var ids = await exports.RecordsAsync(new { name = "a" }, new { name = "b" });
        await exports.Host.As(Role.Owner).DeleteJson($"records/{ids[0]}");
        Assert.Equal("이름\r\nb\r\n", await exports.CsvAsync(Role.Member, new { entityId = exports.EntityId, format = "csv", columns = new[] { "name" }, bom = false }));
    }

    [Fact]
    public async Task Request_MaskedProperties_AreMaskedBelowAdmin()
    {
        await exports.PropertyAsync("email", "EMAIL", isMasked: true);
        await exports.PropertyAsync("salary", "NUMBER", isMasked: true);
        await exports.PropertyAsync("likes", "MULTI_CHECKBOX", isMasked: true, "a", "b");
        await exports.PropertyAsync("paper", "FILE", isMasked: true);
        await exports.RecordsAsync(new { name = "n", data = new { email = "kim@example.com", salary = 12, likes = new[] { "a", "b" } } }, new { name = "empty" });
        var body = new { entityId = exports.EntityId, format = "csv", columns = new[] { "name", "data.email", "data.salary", "data.likes", "data.paper" }, bom = false, sortFields = new[] { "-name" } };

        const string Header = "이름,email,salary,likes,paper\r\n";
        Assert.Equal(Header + "n,k**************,***,***,\r\nempty,,,,\r\n", await exports.CsvAsync(Role.Member, body));
        Assert.Equal(Header + "n,kim@example.com,12,a|b,\r\nempty,,,,\r\n", await exports.CsvAsync(Role.Admin, body));
    }

    [Theory]
    [InlineData("{\"format\":\"csv\",\"entityId\":\"$\",\"sortFields\":[\"data.secret\"]}")]
    [InlineData("{\"format\":\"csv\",\"entityId\":\"$\",\"filters\":\"{\\\"secret\\\":{\\\"op\\\":\\\"is_empty\\\"}}\"}")]
    [InlineData("{\"format\":\"csv\",\"entityId\":\"$\",\"conditionGroup\":{\"operator\":\"AND\",\"conditions\":[{\"field\":\"data.secret\",\"operator\":\"is_empty\"}]}}")]
    public async Task Request_SearchingOnAMaskedField_IsForbiddenBelowAdmin(string body)
    {
        await exports.PropertyAsync("secret", "TEXT", isMasked: true);
        var sent = body.Replace("$", exports.EntityId, StringComparison.Ordinal);
        Assert.Equal((403, "Forbidden"), Code(await exports.RequestAsync(Role.Member, sent)));
        Assert.Equal(200, (await exports.RequestAsync(Role.Admin, sent)).Code);
    }

    [Theory]
    [InlineData("\"format\":\"csv\"", "entityId")]
    [InlineData("\"entityId\":\"$\"", "format")]
    [InlineData("\"entityId\":\"$\",\"format\":\"CSV\"", "format")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"delimiter\":\"|\"", "delimiter")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"dateFormat\":\"l\"", "dateFormat")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"timeZone\":\"../../etc/passwd\"", "timeZone")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"timeZone\":\"Mars/Olympus\"", "timeZone")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"recordIds\":[]", "recordIds")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"columns\":[]", "columns")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"columns\":[\"name\",\"data.none\"]", "columns[1]")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"columns\":[\"name\",\"name\"]", "columns[1]")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"sortFields\":[\"none\"]", "sortFields[0]")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"filters\":\"nonsense\"", "filters")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"filters\":{}", "filters")]
    [InlineData("\"entityId\":\"$\",\"format\":\"csv\",\"bom\":\"yes\"", "bom")]
    public async Task Request_Malformed_NamesThePlace(string members, string path)
    {
        var answer = await exports.RequestAsync(Role.Member, "{" + members.Replace("$", exports.EntityId, StringComparison.Ordinal) + "}");
        Assert.Equal((400, "ValidationError"), Code(answer));
        Assert.Equal(path, (string?)answer["details"]![0]!["path"]);
    }

    [Fact]
    public async Task Request_TooManyRecordIds_IsRefused() =>
        Assert.Equal((400, "ValidationError"), Code(await exports.RequestAsync(
            Role.Member, new { entityId = exports.EntityId, format = "csv", recordIds = Enumerable.Repeat("x", 1001) })));

    [Fact]
    public async Task Request_UnknownEntity_Is404() =>
        Assert.Equal((404, "ResourceNotFound"), Code(await exports.RequestAsync(Role.Member, new { entityId = "CRMET1none", format = "csv" })));

    [Fact]
    public async Task Request_BySegment_HasItsRecordsAloneAndAnotherEntitysIs404()
    {
        await exports.RecordsAsync(new { name = "a", data = new { age = 1 } }, new { name = "b", data = new { age = 2 } });
        var conditions = new { @operator = "AND", conditions = new[] { new { field = "data.age", @operator = "greater_than", value = 1 } } };
        var made = await exports.Host.As(Role.Member).PostJson("segments", new { entityId = exports.EntityId, name = "s", conditions });
        var segmentId = (string)made["segmentId"]!;
        var body = new { entityId = exports.EntityId, format = "csv", segmentId, columns = new[] { "name" }, bom = false };
        Assert.Equal("이름\r\nb\r\n", await exports.CsvAsync(Role.Member, body));

        var other = (string)(await exports.Host.As(Role.Owner).PostJson("entities", new { name = "다른 " + exports.EntityId, slug = "other-" + exports.EntityId.ToLowerInvariant() }))["entityId"]!;
        Assert.Equal((404, "ResourceNotFound"), Code(await exports.RequestAsync(Role.Member, new { entityId = other, format = "csv", segmentId })));
        Assert.Equal((404, "ResourceNotFound"), Code(await exports.RequestAsync(Role.Member, new { entityId = other, format = "csv", segmentId = "CRMSG1none" })));
    }

    [Fact]
    public async Task Request_Excel_HasTypedCells()
    {
        await exports.PropertyAsync("born", "DATE");
        await exports.PropertyAsync("active", "BOOLEAN");
        await exports.RecordsAsync(new { name = "=1+1", data = new { age = 1.5, born = "1990-02-03", active = true } });
        var answer = await exports.RequestAsync(Role.Member, new { entityId = exports.EntityId, format = "excel", columns = new[] { "name", "data.age", "data.born", "data.active" } });
        using var file = SpreadsheetDocument.Open(new MemoryStream(await exports.BytesAsync((string)answer["downloadUrl"]!)), isEditable: false);
        var cells = file.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().ToArray();
        Assert.Equal(["이름", "age", "born", "active", "=1+1", "1.5", "32907", "1"], cells.Select(c => c.InnerText));
        Assert.Equal([CellValues.InlineString, null, null, CellValues.Boolean], cells[4..].Select(c => c.DataType?.Value));
    }

    [Fact]
    public async Task Request_ByAViewer_IsForbidden() =>
        Assert.Equal((403, "Forbidden"), Code(await exports.RequestAsync(Role.Viewer, new { entityId = exports.EntityId, format = "csv" })));

    [Fact]
    public async Task Request_PlanWithoutExports_IsRefused()
    {
        await exports.Host.As(Role.Owner).PatchJson("plan", """{"records.exportEnabled":false}""");
        var refused = await exports.RequestAsync(Role.Owner, new { entityId = exports.EntityId, format = "csv" });
        await exports.Host.As(Role.Owner).PatchJson("plan", """{"records.exportEnabled":true}""");
        Assert.Equal((403, "PlanFeatureDisabled"), Code(refused));
    }

    private static (int Status, string? Code) Code(Answer answer) => (answer.Code, answer.ErrorCode);
}
