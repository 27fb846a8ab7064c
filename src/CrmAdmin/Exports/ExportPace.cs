namespace CrmAdmin.Exports;

/// <summary>How fast an export goes.</summary>
/// <param name="PerSecond">Records a second since its run began.</param>
/// <param name="Left">How long it will still take at that.</param>
internal readonly record struct ExportPace(long PerSecond, TimeSpan Left)
{
    private static readonly TimeSpan Meaningful = TimeSpan.FromSeconds(1);

    /// <summary>The pace at an instant; null while there is too little to tell it by.</summary>
    public static ExportPace? Of(ExportState export, DateTime now)
    {
        var spent = now - export.Manifest.StartedAt;
        if (spent is not { } time || time < Meaningful || export.Progress == 0)
        {
            return null;
        }

        var rate = export.Progress / time.TotalSeconds;
        return new ExportPace((long)rate, TimeSpan.FromSeconds(Math.Max(0, export.Total - export.Progress) / rate));
    }
}
