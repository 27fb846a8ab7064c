using System.Text;

namespace CrmAdmin.Tests.Search;

/// <summary>What each operator finds, by the contract's own sentences. It is noon of Saturday 2026-11-21 in Seoul.</summary>
public sealed class ConditionMeaningTests(SearchHost world) : IClassFixture<SearchHost>
{
    [Theory]
    [InlineData("data.text", "equals", "\"vip Σ%\"", "하나")]
    [InlineData("data.text", "contains", "\"%\"", "하나")]
    [InlineData("data.text", "contains", "\"_\"", "둘")]
    [InlineData("data.text", "starts_with", "\"ViP\"", "하나 둘")]
    [InlineData("data.text", "ends_with", "\"Σ_\"", "둘")]
    [InlineData("data.text", "includes", "\"VIP Σ_\"", "둘")]
    [InlineData("data.text", "includes_any", "[\"x\", \"vip σ%\"]", "하나")]
    [InlineData("ownerId", "equals", "\"u1\"", "하나")]
    [InlineData("ownerId", "contains", "\"U\"", "둘")]
    [InlineData("tags", "includes", "\"SUMMER\"", "하나")]
    [InlineData("data.grade", "equals", "\"gold\"", "둘")]
    public async Task Text_InAnyCase_IsComparedAndIdsExactly(string field, string name, string value, string expected) =>
        await AssertFindsAsync(field, name, value, expected);

    [Theory]
    [InlineData("하나")]
    [InlineData("나")]
    public async Task Text_Decomposed_IsComparedComposed(string needle) =>
        await AssertFindsAsync("name", "contains", $"\"{needle.Normalize(NormalizationForm.FormD)}\"", "하나");

    [Theory]
    [InlineData("data.text", "not_equals", "\"VIP σ%\"", "둘 셋")]
    [InlineData("data.text", "not_contains", "\"%\"", "둘 셋")]
    [InlineData("data.age", "not_equals", "10", "둘 셋")]
    [InlineData("data.boolean", "not_equals", "true", "둘 셋")]
    [InlineData("data.likes", "excludes", "[\"a\", \"c\"]", "둘 셋")]
    [InlineData("tags", "excludes", "\"봄\"", "셋")]
    [InlineData("data.date", "not_equals", "\"2026-11-01\"", "둘 셋")]
    public async Task Complement_OfAnOperator_MatchesEmptyFieldsToo(string field, string name, string value, string expected) =>
        await AssertFindsAsync(field, name, value, expected);

    [Theory]
    [InlineData("data.text", "셋")]
    [InlineData("data.likes", "셋")]
    [InlineData("data.file", "하나 둘 셋")]
    [InlineData("tags", "셋")]
    [InlineData("ownerId", "셋")]
    [InlineData("name", "")]
    [InlineData("dateCreated", "")]
    public async Task IsEmpty_WhateverItsValue_FindsWhatIsEmptyAndIsNotEmptyTheRest(string field, string expected)
    {
        await AssertFindsAsync(field, "is_empty", "{\"any\": [1]}", expected);
        await AssertFindsAsync(field, "is_not_empty", "false", string.Join(' ', "하나 둘 셋".Split(' ').Except(expected.Split(' '))));
    }

    [Theory]
    [InlineData("data.likes", "includes", "\"b\"", "하나 둘")]
    [InlineData("data.likes", "includes_any", "[\"a\", \"c\"]", "하나")]
    [InlineData("data.likes", "includes_all", "[\"a\", \"b\"]", "하나")]
    [InlineData("data.likes", "includes_all", "\"b\"", "하나 둘")]
    [InlineData("data.grade", "includes_all", "[\"VIP\"]", "하나")]
    [InlineData("data.grade", "includes_all", "[\"VIP\", \"Gold\"]", "")]
    [InlineData("data.grade", "includes_any", "[\"VIP\", \"Gold\"]", "하나 둘")]
    [InlineData("data.likes", "includes", "\"no option\"", "")]
    [InlineData("data.grade", "equals", "\"no option\"", "")]
    public async Task Sets_OfSeveralAndOfOne_HoldWhatIsAsked(string field, string name, string value, string expected) =>
        await AssertFindsAsync(field, name, value, expected);

    [Theory]
    [InlineData("equals", "\"2026-11-21\"", "하나 둘")]
    [InlineData("equals", "\"2026-11-20\"", "")]
    [InlineData("before", "\"2026-11-21\"", "")]
    [InlineData("before", "\"2026-11-22\"", "하나 둘")]
    [InlineData("less_than", "\"2026-11-21\"", "")]
    [InlineData("after", "\"2026-11-21\"", "")]
    [InlineData("after", "\"2026-11-20\"", "하나 둘")]
    [InlineData("greater_than", "\"2026-11-21\"", "")]
    [InlineData("greater_or_equal", "\"2026-11-21\"", "하나 둘")]
    [InlineData("less_or_equal", "\"2026-11-21\"", "하나 둘")]
    [InlineData("less_or_equal", "\"2026-11-20\"", "")]
    [InlineData("between", "[\"2026-11-21\", \"2026-11-21\"]", "하나 둘")]
    [InlineData("between", "[\"2026-11-20\", \"2026-11-20\"]", "")]
    [InlineData("between", "[\"2026-11-20T15:00:00Z\", \"2026-11-21\"]", "하나 둘")]
    [InlineData("before", "\"2026-11-21T23:59:59.999+09:00\"", "하나")]
    [InlineData("after", "\"2026-11-20T15:00:00.000Z\"", "둘")]
    [InlineData("equals", "\"2026-11-20T15:00:00Z\"", "하나")]
    public async Task BareDate_OnAnInstant_IsTheWholeDayInTheWorkspacesZone(string name, string value, string expected) =>
        await AssertFindsAsync("data.datetime", name, value, expected);

    [Theory]
    [InlineData("data.date", "in_last_days", "20", "하나 둘")]
    [InlineData("data.date", "in_last_days", "19", "둘")]
    [InlineData("data.date", "in_next_days", "1", "둘")]
    [InlineData("data.date", "this_week", null, "둘")]
    [InlineData("data.date", "this_month", null, "하나 둘")]
    [InlineData("data.date", "this_year", null, "하나 둘")]
    [InlineData("data.datetime", "in_last_days", "1", "하나")]
    [InlineData("data.datetime", "in_next_days", "1", "둘")]
    [InlineData("data.datetime", "in_last_minutes", "720", "하나")]
    [InlineData("data.datetime", "in_last_minutes", "719", "")]
    [InlineData("data.datetime", "in_next_minutes", "720", "둘")]
    [InlineData("data.datetime", "in_next_minutes", "719", "")]
    [InlineData("data.datetime", "this_week", null, "하나 둘")]
    public async Task Relative_FromNow_CountsDaysOfADateAndHoursOfAnInstant(string field, string name, string? value, string expected) =>
        await AssertFindsAsync(field, name, value, expected);

    [Theory]
    [InlineData("between", "[10, 20]", "하나 둘")]
    [InlineData("between", "[10, 10]", "하나")]
    [InlineData("less_or_equal", "10", "하나")]
    [InlineData("less_than", "10", "")]
    [InlineData("greater_or_equal", "20", "둘")]
    [InlineData("greater_than", "20", "")]
    [InlineData("equals", "1e1", "하나")]
    public async Task Number_AtItsEnds_IsInWhereTheContractSays(string name, string value, string expected) =>
        await AssertFindsAsync("data.age", name, value, expected);

    private async Task AssertFindsAsync(string field, string name, string? value, string expected)
    {
        var found = SearchHost.Names(await world.SearchAsync(field, name, value)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }
}
