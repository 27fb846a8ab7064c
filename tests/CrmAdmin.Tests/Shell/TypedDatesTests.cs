using System.Globalization;
using CrmAdmin.Shell;

namespace CrmAdmin.Tests.Shell;

public sealed class TypedDatesTests
{
    [Theory]
    [InlineData("2026-11-22")]
    [InlineData(" 20261122 ")]
    [InlineData("2026.11.22")]
    [InlineData("2026. 11. 22.")]
    [InlineData("2026/11/22")]
    [InlineData("2026년 11월 22일")]
    [InlineData("Nov 22, 2026")]
    [InlineData("November 22, 2026")]
    [InlineData("22 Nov 2026")]
    [InlineData("２０２６－１１－２２")]
    public void Read_ADayAsPeopleTypeIt_IsTheDay(string typed) => Assert.Equal("2026-11-22", TypedDates.Read(typed, withTime: false));

    [Theory]
    [InlineData("2026-11-22 9:05", "2026-11-22T09:05:00", "2026/11/22 09:05")]
    [InlineData("2026. 11. 22. 14:30:05", "2026-11-22T14:30:05", "2026/11/22 14:30:05")]
    [InlineData("2026-11-22T14:30:05.5", "2026-11-22T14:30:05.500", "2026/11/22 14:30:05.500")]
    [InlineData("20261122", "2026-11-22T00:00:00", "2026/11/22 00:00")]
    [InlineData("Nov 22, 2026, 2:05 PM", "2026-11-22T14:05:00", "2026/11/22 14:05")]
    public void Read_ADayWithATime_IsBothAndIsShownShort(string typed, string value, string shown)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        Assert.Equal(value, TypedDates.Read(typed, withTime: true));
        Assert.Equal(shown, TypedDates.Show(value));
        Assert.Equal(value, TypedDates.Write(TypedDates.Moment(value)!.Value, withTime: true));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("11/22/2026")]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("0000-01-01")]
    [InlineData("2026-11-22 14:30")]
    [InlineData("내일")]
    public void Read_WhatIsNoDay_IsNone(string? typed) => Assert.Null(TypedDates.Read(typed, withTime: false));

    [Theory]
    [InlineData("2026-11-22 25:00")]
    [InlineData("2026-11-22 14:3")]
    public void Read_WhatIsNoTime_IsNone(string typed) => Assert.Null(TypedDates.Read(typed, withTime: true));

    [Theory]
    [InlineData("ko", "1978/04/29")]
    [InlineData("en", "1978-04-29")]
    public void Show_ADay_IsInTheFormOfTheLanguageAndReadAgain(string language, string expected)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Assert.Equal(expected, TypedDates.Show("1978-04-29"));
        Assert.Equal("1978-04-29", TypedDates.Read(expected, withTime: false));
    }

    [Fact]
    public void Show_WhatCannotBeRead_StaysAsItWasTyped() => Assert.Equal("내일", TypedDates.Show("내일"));
}
