using CrmAdmin.Entities;
using CrmAdmin.Loading;

namespace CrmAdmin.Tests.Loading;

public sealed class ColumnSurveyTests
{
    [Theory]
    [InlineData(FieldType.Number, "1", "-2.5", "0", "", "1e3")]
    [InlineData(FieldType.Boolean, "true", "false", "TRUE")]
    [InlineData(FieldType.Date, "2026-11-22", "1999-01-01")]
    [InlineData(FieldType.DateTime, "2026-11-22T01:02:03.000Z", "2026-11-22T01:02+09:00")]
    [InlineData(FieldType.Email, "a@b.kr", "", "c.d@example.org")]
    [InlineData(FieldType.Url, "https://a.kr", "http://b.org/c?d=e")]
    [InlineData(FieldType.Phone, "010-1234-5678", "01012345678", "+82 2 123 4567")]
    [InlineData(FieldType.Text, "서울", "부산", "2026-11-22")]
    [InlineData(FieldType.Text, "0012", "0013", "0014")]
    [InlineData(FieldType.Text, "2026-11-22", "2026-02-30")]
    [InlineData(FieldType.Text, "", "")]
    [InlineData(FieldType.LongText, "one\ntwo", "three")]
    public void Type_OfCells_FitsThemAll(FieldType expected, params string[] cells)
    {
        var survey = Of(cells);

        Assert.Equal((expected, 0), (survey.Type, survey.Options.Count()));
    }

    [Fact]
    public void Type_OfFewValues_IsAChoiceWithTheCommonestFirst()
    {
        var survey = Of([.. Enumerable.Repeat("NORMAL", 7), .. Enumerable.Repeat("VIP", 3)]);

        Assert.Equal(FieldType.Dropdown, survey.Type);
        Assert.Equal(["NORMAL", "VIP"], survey.Options);
    }

    [Fact]
    public void Type_OfFewValuesInLists_IsSeveralChoices()
    {
        var survey = Of([.. Enumerable.Repeat("golf;pets", 5), .. Enumerable.Repeat("golf", 5)]);

        Assert.Equal(FieldType.MultiCheckbox, survey.Type);
        Assert.Equal(["golf", "pets"], survey.Options);
    }

    [Fact]
    public void Type_OfTextsThatLookLikeNumbers_IsText()
    {
        var survey = new ColumnSurvey(';');
        survey.Add("12", isText: true);

        Assert.Equal(FieldType.Text, survey.Type);
    }

    private static ColumnSurvey Of(string[] cells)
    {
        var survey = new ColumnSurvey(';');
        foreach (var cell in cells)
        {
            survey.Add(cell);
        }

        return survey;
    }
}
