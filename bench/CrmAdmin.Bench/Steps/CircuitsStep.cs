using System.Diagnostics;
using CrmAdmin.Bench.Circuits;

namespace CrmAdmin.Bench.Steps;

/// <summary>Many people with the records open at once, who each follow a link or scroll far away every ten seconds.</summary>
internal static class CircuitsStep
{
    private const double AnswerMost = 300;
    private const double MemoryMost = 2;
    private const int Warm = 10;
    private const int OpenAtOnce = 4;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(Bench bench)
    {
        using var session = await Session.SignInAsync(bench.App.Address);
        var circuits = new List<Circuit>();
        try
        {
            await OpenAsync(circuits, session, Warm);
            await WarmAsync(bench, circuits);
            var before = await MemoryAsync(bench);
            var begun = Stopwatch.GetTimestamp();
            await OpenAsync(circuits, session, bench.Options.Circuits - Warm);
            var rate = (bench.Options.Circuits - Warm) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
            Add(bench, "memory of a circuit that was opened", before, await MemoryAsync(bench), MemoryMost, $"opened {rate:N0} a second");
            await AskAsync(bench, circuits);
            Add(bench, "memory of a circuit that was worked with", before, await MemoryAsync(bench), MemoryMost, "with what the garbage collector keeps ready between acts; it does not grow with their number");
        }
        finally
        {
            await Task.WhenAll(circuits.Select(circuit => circuit.DisposeAsync().AsTask()));
        }
    }

    private static async Task OpenAsync(List<Circuit> circuits, Session session, int count) => await Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce }, async (_, _) =>
        {
            var circuit = await Circuit.OpenAsync(session, Basket.Grid);
            lock (circuits)
            {
                circuits.Add(circuit);
            }
        });

    /// <summary>Each kind of answer is compiled and each index read before anything is counted.</summary>
    private static async Task WarmAsync(Bench bench, List<Circuit> circuits)
    {
        for (var turn = 0; turn < Basket.Addresses.Count * 3; turn++)
        {
            await ActAsync(bench, circuits[turn % circuits.Count], turn / circuits.Count, turn / 3);
        }
    }

    /// <summary>
    /// The process's own memory. Its whole working set counts every page of SQLite's file once for each connection that has
    /// it mapped, though the machine holds it once.
    /// </summary>
    private static async Task<double> MemoryAsync(Bench bench)
    {
        await Task.Delay(Settle);
        return bench.App.Megabytes("RssAnon");
    }

    private static void Add(Bench bench, string what, double before, double after, double limit, string note) => bench.Report.Add(new Figure(
        what, (after - before) / (bench.Options.Circuits - Warm), "MB", null, limit, $"{bench.Options.Circuits} open, {before:N0} to {after:N0} MB without mapped files; {note}"));

    private static async Task AskAsync(Bench bench, List<Circuit> circuits)
    {
        var before = bench.App.Processor();
        var begun = Stopwatch.GetTimestamp();
        var timings = await Task.WhenAll(circuits.Select((circuit, i) => Task.Run(async () =>
        {
            var (random, timing) = (new Random(i), new Timing());
            await Task.Delay(random.NextDouble() * Between);
            for (var turn = 0; Stopwatch.GetElapsedTime(begun) < Length; turn++)
            {
                timing.Add(await ActAsync(bench, circuit, turn, i + turn));
                await Task.Delay((0.5 + random.NextDouble()) * Between);
            }

            return timing;
        })));
        var all = new Timing();
        Array.ForEach(timings, all.Add);
        var processor = bench.App.Processor() - before;
        bench.Report.Add(new Figure(
            $"an act among {circuits.Count} circuits, p95", all.At(0.95), "ms", null, AnswerMost,
            $"median {all.Median:N1}, p99 {all.At(0.99):N0}, slowest {all.At(1):N0}; {all.Count / Length.TotalSeconds:N0} acts a second, {processor / Length.TotalSeconds:P0} of a core"));
    }

    /// <summary>In turn: other conditions, everything again, a place far down.</summary>
    private static Task<double> ActAsync(Bench bench, Circuit circuit, int turn, int choice)
    {
        var place = 1000 + (int)((uint)(choice * 7919) % Math.Max(1, bench.Options.Rows - 2000));
        return (turn % 3) switch
        {
            0 => circuit.FollowAsync(Basket.Addresses[choice % Basket.Addresses.Count]),
            1 => circuit.FollowAsync(Basket.Grid),
            _ => circuit.ScrollAsync(place),
        };
    }
}
