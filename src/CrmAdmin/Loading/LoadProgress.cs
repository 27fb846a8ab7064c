using System.Diagnostics;
using System.Globalization;
using CrmAdmin.Shell;

namespace CrmAdmin.Loading;

/// <summary>Shows how far a load is: rows on the disk, rows a second, seconds left.</summary>
internal sealed class LoadProgress(long total, TextWriter screen)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan shown;

    /// <summary>Since the first row.</summary>
    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>Is told after each chunk; shows at most one line a second.</summary>
    public void Show(long done)
    {
        if (watch.Elapsed - shown < Pause || done == 0)
        {
            return;
        }

        shown = watch.Elapsed;
        var left = watch.Elapsed * ((double)Math.Max(total - done, 0) / done);
        screen.WriteLine(Texts.Get("Loading.Progress", CultureInfo.CurrentUICulture, done, total, Rate(done), Math.Ceiling(left.TotalSeconds)));
    }

    /// <summary>Rows a second up to now.</summary>
    public double Rate(long done) => Math.Round(done / Math.Max(watch.Elapsed.TotalSeconds, 0.001));
}
