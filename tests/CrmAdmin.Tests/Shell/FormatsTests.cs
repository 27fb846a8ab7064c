using System.Globalization;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;

namespace CrmAdmin.Tests.Shell;

public sealed class FormatsTests
{
    private static readonly DateTime Now = new(2026, 11, 21, 3, 0, 0, DateTimeKind.Utc);

    private readonly Formats formats = new(
        new WorkspaceSettings(new WorkspaceProfile("", TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"), CultureInfo.GetCultureInfo("ko"))), new SteppingClock(), new Texts());

    [Theory]
    [InlineData(0, "방금", "just now")]
    [InlineData(5, "5분 전", "5 min ago")]
    [InlineData(60 * 7, "7시간 전", "7 h ago")]
    [InlineData(60 * 24 * 3, "3일 전", "3 d ago")]
    [InlineData(60 * 24 * 19, "11/02", "Nov 2")]
    [InlineData(60 * 24 * 400, "2025/10/17", "Oct 17, 2025")]
    [InlineData(-90, "11/21 13:30", "Nov 21, 1:30 PM")]
    public void When_SoManyMinutesAgo_IsShort(int minutes, string korean, string english)
    {
        var utc = Now.AddMinutes(-minutes);

        Assert.Equal(korean, In("ko", () => formats.When(utc)));
        Assert.Equal(english, In("en", () => formats.When(utc)));
    }

    [Fact]
    public void FullTime_OfAnInstant_IsTheWorkspacesClockWithItsZone()
    {
        Assert.Equal("2026년 11월 21일 토요일 12:00:00 (Asia/Seoul)", In("ko", () => formats.FullTime(Now)));
        Assert.Equal("Saturday, November 21, 2026 12:00:00 PM (Asia/Seoul)", In("en", () => formats.FullTime(Now)));
    }

    [Theory]
    [InlineData(1284000, "1,284,000")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(9007199254740991, "9,007,199,254,740,991")]
    public void Number_Shown_HasItsThousandsApart(double value, string expected) => Assert.Equal(expected, In("ko", () => Formats.Number(value)));

    [Theory]
    [InlineData(2_970, "2,970")]
    [InlineData(12_840, "12.8k")]
    [InlineData(312_000, "312k")]
    [InlineData(999_499, "999k")]
    [InlineData(999_500, "1M")]
    [InlineData(1_250_000, "1.3M")]
    public void Short_OfACount_FitsTheNavigation(long count, string expected) => Assert.Equal(expected, In("en", () => Formats.Short(count)));

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(2_516_582, "2.4 MB")]
    [InlineData(20_971_520, "20 MB")]
    public void Bytes_OfASize_HaveAUnit(long bytes, string expected) => Assert.Equal(expected, In("en", () => Formats.Bytes(bytes)));

    [Fact]
    public void Count_ThatStoppedAtItsCap_SaysSo() => Assert.Equal("10,000+", In("ko", () => Formats.Count(10_000, capped: true)));

    [Theory]
    [InlineData(12.2, "13초")]
    [InlineData(200, "3분 20초")]
    [InlineData(3_720, "1시간 2분")]
    [InlineData(259_200, "3일")]
    public void Span_OfSeconds_HasItsLargestUnits(double seconds, string expected) =>
        Assert.Equal(expected, In("ko", () => formats.Span(TimeSpan.FromSeconds(seconds))));

    private static T In<T>(string culture, Func<T> get)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        return get();
    }
}
