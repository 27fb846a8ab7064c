using System.Text.Json;
using CrmAdmin.Entities;
using CrmAdmin.Records.Page;
using CrmAdmin.Relations;

namespace CrmAdmin.Tests.Records;

/// <summary>What a record's page makes of what people type and choose.</summary>
public sealed class RecordPageTests
{
    [Theory]
    [InlineData("12", "12")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("0", "0")]
    [InlineData("0.25", "0.25")]
    [InlineData("0071", "\"0071\"")]
    [InlineData("010-1234-5678", "\"010-1234-5678\"")]
    [InlineData("1e400", "\"1e400\"")]
    [InlineData("99999999999999999999", "\"99999999999999999999\"")]
    [InlineData("", "\"\"")]
    [InlineData(" two words ", "\"two words\"")]
    public void Payload_OfAValue_IsANumberWhereItReadsAsOne(string typed, string expected) =>
        Assert.Equal($$"""{"amount":{{expected}}}""", PayloadPair.Payload([new PayloadPair { Name = " amount ", Value = typed }])!.ToJsonString());

    [Fact]
    public void Payload_OfPairsWithoutNames_IsNone() => Assert.Null(PayloadPair.Payload([new PayloadPair { Value = "x" }, new PayloadPair { Name = " " }]));

    [Theory]
    [InlineData("1284.5", "1,284.5")]
    [InlineData("\"가\"", "가")]
    [InlineData("null", "—")]
    [InlineData("[1,2]", "[1,2]")]
    public void Payload_Said_IsReadable(string json, string expected) => Assert.Equal(expected, PayloadPair.Say(JsonSerializer.Deserialize<JsonElement>(json)));

    [Fact]
    public void Ways_OfAnEntity_AreItsSidesOfEach()
    {
        RelationType[] types =
        [
            new("1", "소속 회사", "직원", "contact", "company"),
            new("2", "모회사", "자회사", "company", "company"),
            new("3", "협력사", null, "company", "company"),
            new("4", "추천인", null, "contact", "contact"),
        ];

        Assert.Equal(["소속 회사>company", "추천인>contact"], Ways("contact"));
        Assert.Equal(["직원>contact", "모회사>company", "자회사>company", "협력사>company"], Ways("company"));

        IEnumerable<string> Ways(string entityId) =>
            RelationDraft.Of(new EntitySchema(entityId, 1, entityId, entityId, null, []), types).Select(way => $"{way.Name}>{way.OtherEntityId}");
    }

    [Theory]
    [InlineData(Direction.From, """{"relationTypeId":"T","fromRecordId":"me","toRecordId":"you"}""")]
    [InlineData(Direction.To, """{"relationTypeId":"T","fromRecordId":"you","toRecordId":"me"}""")]
    public void Body_OfARelation_HasTheRecordAtItsEnd(Direction direction, string expected) =>
        Assert.Equal(expected, RelationDraft.Body("T", direction, "me", "you").GetRawText());
}
