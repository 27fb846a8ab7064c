using CrmAdmin.Bench.App;

namespace CrmAdmin.Bench.Steps;

/// <summary>What somebody who searches notices of an export of everything that somebody else has asked for.</summary>
internal static class NeighboursStep
{
    private const double Most = 3;
    private const int Rounds = 3;
    private const int Warm = 200;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(Bench bench)
    {
        var body = Basket.FirstPages(bench.SomeEmail())[0].Body(bench.Contacts.EntityId);
        for (var i = 0; i < Warm; i++)
        {
            await bench.App.Client.PostAsync("records/search/advanced", body);
        }

        var (alone, beside) = (new Timing(), new Timing());
        for (var i = 0; i < Rounds; i++)
        {
            await AskAsync(bench, body, alone, Task.Delay(Quiet));
            var export = await AppExport.RequestAsync(bench.App.Client, bench.Contacts.EntityId, "csv");
            await AskAsync(bench, body, beside, AppExport.FinishAsync(bench.App.Client, export));
        }

        bench.Report.Add(new Figure(
            "S01 beside a CSV of everything, p95", beside.At(0.95), "ms", null, Most * alone.At(0.95),
            $"{beside.At(0.95) / alone.At(0.95):N2} × alone ({alone.At(0.95):N2}); medians {beside.Median:N2} and {alone.Median:N2}, slowest {beside.At(1):N1} and {alone.At(1):N1}, {beside.Count} and {alone.Count} requests"));
    }

    /// <summary>One request after the other until something is over.</summary>
    private static async Task AskAsync(Bench bench, byte[] body, Timing timing, Task until)
    {
        while (!until.IsCompleted)
        {
            await timing.TakeAsync(() => bench.App.Client.PostAsync("records/search/advanced", body));
        }

        await until;
    }
}
