using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CrmAdmin.Storage;

/// <summary>Instants are stored as whole milliseconds since 1970 UTC on both engines.</summary>
public static class UtcMilliseconds
{
    /// <summary>Milliseconds since 1970; anything finer is cut off.</summary>
    public static long From(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    /// <summary>The instant, of kind UTC.</summary>
    public static DateTime ToDateTime(long milliseconds) => DateTime.UnixEpoch.AddTicks(milliseconds * TimeSpan.TicksPerMillisecond);

    internal sealed class OfDateTime() : ValueConverter<DateTime, long>(v => From(v), v => ToDateTime(v));

    internal sealed class OfDateTimeOffset() : ValueConverter<DateTimeOffset, long>(
        v => v.ToUnixTimeMilliseconds(), v => DateTimeOffset.FromUnixTimeMilliseconds(v));
}
