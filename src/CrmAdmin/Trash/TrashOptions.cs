namespace CrmAdmin.Trash;

/// <summary>How long deleted records can be restored, from the section Trash.</summary>
/// <param name="Retention">Trash:Retention; 14 days by default.</param>
/// <param name="GcInterval">Trash:GcInterval, between two rounds of the collector; an hour by default.</param>
public sealed record TrashOptions(TimeSpan Retention, TimeSpan GcInterval)
{
    /// <summary>What a timer can wait for.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(49);

    /// <summary>Reads the settings; throws at start where they make no sense.</summary>
    public static TrashOptions From(IConfiguration configuration)
    {
        var options = new TrashOptions(
            configuration.GetValue("Trash:Retention", TimeSpan.FromDays(14)),
            configuration.GetValue("Trash:GcInterval", TimeSpan.FromHours(1)));
        return options.Retention > TimeSpan.Zero && options.GcInterval > TimeSpan.Zero && options.GcInterval < LongestInterval
            ? options
            : throw new InvalidOperationException("Trash:Retention and Trash:GcInterval must be longer than zero, the interval less than 49 days.");
    }
}
