using CrmAdmin.Bench.App;

namespace CrmAdmin.Bench.Steps;

/// <summary>How soon the program answers after its start, and what it holds when nobody asks.</summary>
internal static class StartStep
{
    private const double ReadyMost = 2;
    private const double IdleMost = 200;
    private const int Starts = 3;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(Report report, App.AppStorage storage)
    {
        var (ready, idle) = (new Timing(), new Timing());
        for (var i = 0; i < Starts; i++)
        {
            await using var app = await AppProcess.StartAsync(storage);
            ready.Add(app.Ready.TotalSeconds);
            await Task.Delay(Settle);
            idle.Add(app.Megabytes("VmRSS"));
        }

        report.Add(new Figure("ready after start", ready.Median, "s", null, ReadyMost));
        report.Add(new Figure("memory idle", idle.Median, "MB", null, IdleMost));
    }
}
