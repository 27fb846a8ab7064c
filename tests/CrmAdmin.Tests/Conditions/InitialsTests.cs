using System.Globalization;
using CrmAdmin.Conditions;

namespace CrmAdmin.Tests.Conditions;

public sealed class InitialsTests
{
    [Theory]
    [InlineData("ㅎㄱㄷ", "ㅎㄱㄷ")]
    [InlineData("홍ㄱㄷ", "홍ㄱㄷ")]
    [InlineData("ㄳ", "ㄱㅅ")]
    [InlineData("ㄲㅄ", "ㄲㅂㅅ")]
    [InlineData("\u1112\u1100\u1103", "ㅎㄱㄷ")]
    [InlineData("\u11aa", "ㄱㅅ")]
    [InlineData("\uffbe\uffa1", "ㅎㄱ")]
    [InlineData("vip ㅎ", "VIP ㅎ")]
    [InlineData("홍길동", null)]
    [InlineData("ㅏ", null)]
    [InlineData("", null)]
    [InlineData("ㅎ\ufffd", null)]
    public void Pattern_Keyword_IsWhatItLooksFor(string keyword, string? expected) => Assert.Equal(expected, Initials.Pattern(keyword));

    [Fact]
    public void Of_EverySyllable_IsTheConsonantItIsTakenApartInto()
    {
        for (var syllable = '가'; syllable <= '힣'; syllable++)
        {
            Assert.Equal(syllable.ToString().Normalize(System.Text.NormalizationForm.FormD)[0] - '\u1100', Initials.Of(syllable));
        }

        Assert.Equal(('하', '힣'), Initials.Syllables('ㅎ'));
        Assert.Equal(('가', '깋'), Initials.Syllables('ㄱ'));
    }

    [Theory]
    [InlineData("ko", "ㅎㄱㄷ", "이름에 'ㅎㄱㄷ'이 글자나 초성으로 들어가는 고객")]
    [InlineData("en", "홍ㄱ", "Every 고객 where Name contains “홍ㄱ” in letters or initials")]
    public void Of_Keyword_IsSaid(string language, string keyword, string expected)
    {
        var clock = new ConditionClock(DateTime.UnixEpoch, TimeZoneInfo.Utc);
        var tree = new Group(GroupOperator.And, [KeywordReader.Read(keyword)!]);
        Assert.Equal(expected, Sentence.Of(tree, SampleSchema.Next(new Random(1)) with { Name = "고객" }, CultureInfo.GetCultureInfo(language), clock));
    }

    [Fact]
    public void Read_PlainKeyword_IsContains()
    {
        Assert.Equal("contains", KeywordReader.Read("홍")!.Operator.Key);
        Assert.Equal("keyword", KeywordReader.Read("홍ㄱ")!.Operator.Key);
        Assert.Null(KeywordReader.Read(""));
        Assert.Null(Operators.Find("keyword"));
    }
}
