using System.Diagnostics;
using CrmAdmin.Bench.App;

namespace CrmAdmin.Bench.Steps;

/// <summary>Clients that ask again as soon as they are answered.</summary>
internal static class Crowd
{
    /// <summary>So many ask at once where nothing else is said.</summary>
    public const int Usual = 16;

    /// <summary>Has them ask for a while, each at one of the nodes, and times every answer.</summary>
    /// <param name="nodes">One or more; clients are dealt out evenly.</param>
    /// <param name="ask">One request.</param>
    /// <param name="length">How long.</param>
    /// <param name="clients">How many ask.</param>
    public static async Task<Timing> AskAsync(IReadOnlyList<AppClient> nodes, Func<AppClient, Task<byte[]>> ask, TimeSpan length, int clients = Usual)
    {
        var begun = Stopwatch.GetTimestamp();
        var timings = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var timing = new Timing();
            while (Stopwatch.GetElapsedTime(begun) < length)
            {
                await timing.TakeAsync(() => ask(nodes[client % nodes.Count]));
            }

            return timing;
        })));
        var all = new Timing();
        Array.ForEach(timings, all.Add);
        return all;
    }
}
