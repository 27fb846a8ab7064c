using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Http;
using CrmAdmin.Storage;

namespace CrmAdmin.Tests.Conditions;

public sealed class ConditionClockTests
{
    [Theory]
    [InlineData("Asia/Seoul", "2026-11-20", "2026-11-19T15:00:00.000Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z")] // no midnight: 00:00 became 01:00
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z")] // midnight twice: 01:00 became 00:00
    [InlineData("America/St_Johns", "2006-10-29", "2006-10-29T02:30:00.000Z")] // begun twice: 00:01 became 23:01 of the day before
    [InlineData("America/Toronto", "1919-03-31", "1919-03-31T04:30:00.000Z")] // 23:30 became 00:30
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z")] // the day never was
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z")]
    public void DayStart_OddDays_IsTheFirstInstant(string zone, string day, string expected)
    {
        var found = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var number = DateOnly.Parse(day, CultureInfo.InvariantCulture).DayNumber;
        var start = ConditionClock.DayStart(number, found);
        Assert.Equal(expected, Json.Instant(UtcMilliseconds.ToDateTime(start)));
        Assert.Equal(OracleTime.DayStart(number, found), start - UtcMilliseconds.From(DateTime.MinValue));
    }

    [Theory]
    [InlineData("2026-11-15T15:00:00Z", "2026-11-16")]
    [InlineData("2026-11-15T14:59:59.999Z", "2026-11-15")]
    public void Today_InSeoul_TurnsAtItsMidnight(string now, string expected)
    {
        var clock = Contact.Clock with { NowUtc = DateTime.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) };
        Assert.Equal(expected, DateOnly.FromDayNumber(clock.Today).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
