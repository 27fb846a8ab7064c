using CrmAdmin.Conditions;
using CrmAdmin.Http;

namespace CrmAdmin.Tests.Conditions;

public sealed class ConditionReaderTests
{
    private const string At = "conditionGroup.conditions[0]";

    [Fact]
    public void Read_NoGroup_MatchesEverything()
    {
        Assert.Same(Group.Everything, ConditionReader.Read(null, "conditionGroup", Contact.Scope()).OrThrow());
        Assert.True(Contact.Read("null").OrThrow().MatchesAll);
        Assert.True(Contact.Read("""{"operator":"OR","conditions":[]}""").OrThrow().MatchesAll);
    }

    [Theory]
    [InlineData("1", "conditionGroup GroupNeeded")]
    [InlineData("\"AND\"", "conditionGroup GroupNeeded")]
    [InlineData("[]", "conditionGroup GroupNeeded")]
    [InlineData("""{"field":"name","operator":"equals","value":"x"}""", "conditionGroup GroupNeeded")]
    [InlineData("{}", "conditionGroup.operator GroupOperatorNeeded\nconditionGroup.conditions ArrayNeeded")]
    [InlineData("""{"conditions":[]}""", "conditionGroup.operator GroupOperatorNeeded")]
    [InlineData("""{"operator":null,"conditions":[]}""", "conditionGroup.operator GroupOperatorNeeded")]
    [InlineData("""{"operator":"and","conditions":[]}""", "conditionGroup.operator GroupOperatorUnknown")]
    [InlineData("""{"operator":["AND"],"conditions":[]}""", "conditionGroup.operator GroupOperatorUnknown")]
    [InlineData("""{"operator":"XOR","conditions":{}}""", "conditionGroup.operator GroupOperatorUnknown\nconditionGroup.conditions ArrayNeeded")]
    [InlineData("""{"operator":"AND","conditions":"x"}""", "conditionGroup.conditions ArrayNeeded")]
    [InlineData("""{"operator":"AND","conditions":[null]}""", At + " ConditionNeeded")]
    [InlineData("""{"operator":"AND","conditions":["name"]}""", At + " ConditionNeeded")]
    [InlineData("""{"operator":"AND","conditions":[{}]}""", At + ".field FieldNeeded\n" + At + ".operator OperatorNeeded")]
    [InlineData("""{"operator":"AND","conditions":[{"field":"name","operator":"AND","conditions":[]}]}""", At + " GroupAndCondition")]
    [InlineData("""{"operator":"AND","conditions":[{"field":"data.gone","operator":"is","value":1}]}""", At + ".field FieldUnknown\n" + At + ".operator OperatorUnknown")]
    [InlineData("""{"operator":"AND","conditions":[{"field":7,"operator":{},"value":1}]}""", At + ".field FieldNeeded\n" + At + ".operator OperatorNeeded")]
    [InlineData("""{"operator":"AND","conditions":[{"field":"name","operator":"EQUALS","value":"x"}]}""", At + ".operator OperatorUnknown")]
    [InlineData("""{"operator":"AND","conditions":[{"operator":"or","conditions":[1]}]}""", At + ".operator GroupOperatorUnknown\n" + At + ".conditions[0] ConditionNeeded")]
    [InlineData("""{"operator":"AND","conditions":[{"field":"name","operator":"equals"}]}""", At + ".value ValueNeeded")]
    [InlineData("""{"operator":"AND","conditions":[{"field":"name","operator":"equals","value":"\ud800"}]}""", At + ".value TextNeeded")]
    [InlineData("""{"operator":"AND","conditions":[{"field":"name","operator":"equals","value":"a\u0000"}]}""", At + ".value TextNeeded")]
    [InlineData("""{"operator":"AND","conditions":[{"field":"\udc00","operator":"equals","value":"a"}]}""", At + ".field FieldNeeded")]
    public void Read_MalformedTree_NamesEveryPlace(string json, string expected) =>
        Assert.Equal(expected, Contact.Lines(Contact.Read(json)));

    [Fact]
    public void Read_SeveralErrors_AreAllNamed()
    {
        var reading = Contact.Read("""
            {"operator":"AND","conditions":[
              {"field":"name","operator":"equals","value":"x"},
              {"field":"data.amount","operator":"between","value":[1,"2"]},
              {"operator":"OR","conditions":[{"field":"data.grade","operator":"includes_any","value":["VIP",null,3]}]}]}
            """);
        Assert.Equal(
            "conditionGroup.conditions[1].value[1] NumberNeeded\n"
            + "conditionGroup.conditions[2].conditions[0].value[1] ValueNeeded\n"
            + "conditionGroup.conditions[2].conditions[0].value[2] TextNeeded",
            Contact.Lines(reading));
        Assert.Equal(3, Assert.Throws<CrmException>(reading.OrThrow).Details.Count);
    }

    [Theory]
    [InlineData("name", "equals", "null", ".value ValueNeeded")]
    [InlineData("name", "contains", "\"\"", ".value ValueNeeded")]
    [InlineData("name", "contains", "5", ".value TextNeeded")]
    [InlineData("name", "contains", "[\"a\"]", ".value TextNeeded")]
    [InlineData("name", "greater_than", "\"a\"", ".operator OperatorMisfit")]
    [InlineData("tags", "equals", "\"a\"", ".operator OperatorMisfit")]
    [InlineData("tags", "includes", "[\"a\"]", ".value TextNeeded")]
    [InlineData("tags", "includes_all", "[]", ".value ListSize")]
    [InlineData("tags", "includes_all", "{}", ".value TextNeeded")]
    [InlineData("tags", "excludes", "[\"a\",\"\"]", ".value[1] ValueNeeded")]
    [InlineData("data.hobbies", "contains", "\"a\"", ".operator OperatorMisfit")]
    [InlineData("data.papers", "includes", "\"a\"", ".operator OperatorMisfit")]
    [InlineData("data.grade", "greater_than", "\"a\"", ".operator OperatorMisfit")]
    [InlineData("data.grade", "equals", "true", ".value TextNeeded")]
    [InlineData("data.amount", "equals", "\"1\"", ".value NumberNeeded")]
    [InlineData("data.amount", "equals", "1e17", ".value NumberTooLarge")]
    [InlineData("data.amount", "equals", "-9007199254740992", ".value NumberTooLarge")]
    [InlineData("data.amount", "contains", "\"1\"", ".operator OperatorMisfit")]
    [InlineData("data.amount", "between", "5", ".value RangeNeeded")]
    [InlineData("data.amount", "between", "null", ".value ValueNeeded")]
    [InlineData("data.amount", "between", "[1]", ".value RangeNeeded")]
    [InlineData("data.amount", "between", "[1,2,3]", ".value RangeNeeded")]
    [InlineData("data.amount", "between", "[1,null]", ".value[1] ValueNeeded")]
    [InlineData("data.amount", "between", "[2,1]", ".value RangeReversed")]
    [InlineData("data.agreed", "equals", "\"true\"", ".value BooleanNeeded")]
    [InlineData("data.agreed", "equals", "1", ".value BooleanNeeded")]
    [InlineData("data.agreed", "less_than", "true", ".operator OperatorMisfit")]
    [InlineData("data.birthday", "equals", "\"2026-02-29\"", ".value DayNeeded")]
    [InlineData("data.birthday", "equals", "\"2026-2-9\"", ".value DayNeeded")]
    [InlineData("data.birthday", "equals", "\"0000-01-01\"", ".value DayNeeded")]
    [InlineData("data.birthday", "equals", "\"2026-01-01T00:00:00Z\"", ".value DayNeeded")]
    [InlineData("data.birthday", "equals", "20260101", ".value DayNeeded")]
    [InlineData("data.birthday", "in_last_minutes", "5", ".operator OperatorMisfit")]
    [InlineData("data.birthday", "in_last_days", "0", ".value WholeNeeded")]
    [InlineData("data.birthday", "in_last_days", "36501", ".value WholeNeeded")]
    [InlineData("data.birthday", "in_last_days", "1.5", ".value WholeNeeded")]
    [InlineData("data.birthday", "in_last_days", "\"7\"", ".value WholeNeeded")]
    [InlineData("data.birthday", "in_last_days", "null", ".value ValueNeeded")]
    [InlineData("data.lastOrder", "in_next_minutes", "5256001", ".value WholeNeeded")]
    [InlineData("data.lastOrder", "equals", "\"2026-01-01T00:00:00\"", ".value InstantNeeded")]
    [InlineData("data.lastOrder", "equals", "\"2026-01-01T25:00:00Z\"", ".value InstantNeeded")]
    [InlineData("data.lastOrder", "equals", "1700000000000", ".value InstantNeeded")]
    [InlineData("data.lastOrder", "between", "[\"2026-01-02\",\"2026-01-01T14:59:59Z\"]", ".value RangeReversed")]
    [InlineData("dateCreated", "includes_any", "[\"2026-01-02\"]", ".operator OperatorMisfit")]
    [InlineData("segmentId", "excludes", "\"S\"", ".operator SegmentOperator")]
    [InlineData("segmentId", "includes", "[\"S\"]", ".value SegmentNeeded")]
    [InlineData("segmentId", "includes", "\"S\"", ".value SegmentUnknown")]
    public void Read_WrongValue_NamesIt(string field, string name, string value, string expected) =>
        Assert.Equal(At + expected, Contact.Lines(Contact.ReadOne(field, name, value)));

    [Theory]
    [InlineData("data.grade", "equals", "\"없는 선택지\"")]
    [InlineData("data.grade", "contains", "\"V\"")]
    [InlineData("data.CRMPP11", "includes_any", "\"VIP\"")]
    [InlineData("data.hobbies", "includes_all", "[\"골프\",\"등산\"]")]
    [InlineData("data.papers", "is_empty", "{\"ignored\":[1]}")]
    [InlineData("data.amount", "between", "[1,1]")]
    [InlineData("data.amount", "equals", "9007199254740991")]
    [InlineData("data.birthday", "in_last_days", "7.0")]
    [InlineData("data.birthday", "in_last_days", "36500")]
    [InlineData("data.lastOrder", "in_last_minutes", "5256000")]
    [InlineData("data.lastOrder", "equals", "\"2026-01-01\"")]
    [InlineData("data.lastOrder", "equals", "\"2026-01-01T09:00+09:00\"")]
    [InlineData("data.lastOrder", "between", "[\"2026-01-02\",\"2026-01-01T15:00:00Z\"]")]
    [InlineData("data.lastOrder", "this_week", "null")]
    [InlineData("ownerId", "starts_with", "\"u\"")]
    public void Read_RightValue_IsTaken(string field, string name, string value) =>
        Assert.Equal("", Contact.Lines(Contact.ReadOne(field, name, value)));

    [Fact]
    public void Read_ByKeyOrId_IsTheSameField()
    {
        var tree = Contact.Read("""
            {"operator":"AND","conditions":[
              {"field":"data.grade","operator":"is_empty"},
              {"field":"data.CRMPP11","operator":"is_not_empty","value":null},
              {"field":"name","operator":"is_empty","conditions":null,"more":1}]}
            """).OrThrow();
        Assert.Equal(["data.CRMPP11", "name"], tree.Fields().Select(field => field.Path).Order());
    }
}
