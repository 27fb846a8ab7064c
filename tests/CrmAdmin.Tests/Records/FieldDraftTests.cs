using System.Text.Json.Nodes;
using CrmAdmin.Entities;
using CrmAdmin.Records.Editing;
using CrmAdmin.Records.Grid;

namespace CrmAdmin.Tests.Records;

/// <summary>What a person types, as it goes to the service.</summary>
public sealed class FieldDraftTests
{
    private static readonly TimeZoneInfo Seoul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    [Theory]
    [InlineData(FieldType.Number, "1,284.5", "1284.5")]
    [InlineData(FieldType.Number, "twelve", "\"twelve\"")]
    [InlineData(FieldType.Boolean, "false", "false")]
    [InlineData(FieldType.Date, "2026-11-22", "\"2026-11-22\"")]
    [InlineData(FieldType.DateTime, "2026-11-22T09:30:00", "\"2026-11-22T00:30:00.000Z\"")]
    [InlineData(FieldType.Text, "", "null")]
    [InlineData(FieldType.Email, "not an address", "\"not an address\"")]
    public void Text_OfAKind_BecomesItsJson(FieldType type, string typed, string expected)
    {
        var draft = FieldDraft.Of(Column(type), null, Seoul);
        draft.Text = typed;
        var body = new JsonObject();

        draft.AddTo(body);

        Assert.Equal(expected, body["data"]!["CRMPP1"]?.ToJsonString() ?? "null");
    }

    [Fact]
    public void Value_LeftAsItWas_IsNoChange()
    {
        Assert.False(FieldDraft.Of(Column(FieldType.DateTime), new DateTime(2026, 11, 22, 0, 30, 15, 123, DateTimeKind.Utc), Seoul).IsChanged);
        Assert.False(FieldDraft.Of(Column(FieldType.MultiCheckbox), new[] { "A", "B" }, Seoul).IsChanged);
    }

    [Fact]
    public void Choices_Switched_AreAChange()
    {
        var draft = FieldDraft.Of(Column(FieldType.MultiCheckbox), new[] { "A" }, Seoul);
        draft.Many = ["A", "B"];

        Assert.True(draft.IsChanged);
    }

    private static GridColumn Column(FieldType type) =>
        GridColumn.All(new EntitySchema("CRMET1", 1, "고객", "contact", null, [new("CRMPP1", 1, "value", "값", type, [], false)]))[1];
}
