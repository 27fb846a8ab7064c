using System.Data.Common;
using System.Diagnostics;

namespace CrmAdmin.Bench.Plain;

/// <summary>Finds the fastest way in which the plain table can answer: each source with each form of the conditions.</summary>
internal static class PlainPlans
{
    private const int Finalists = 4;
    private const int Heats = 3;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(30);

    /// <summary>The fastest statement that gives such a page; whatever takes three times as long as the best so far is stopped.</summary>
    /// <param name="table">The table.</param>
    /// <param name="wheres">The conditions, in every form.</param>
    /// <param name="order">The ORDER BY.</param>
    /// <param name="limit">Rows of the page.</param>
    /// <param name="expected">The rows that it must have; null to take those of the first that answers.</param>
    public static (DbCommand Command, List<object[]> Rows) Fastest(
        PlainTable table, IEnumerable<string> wheres, string order, int limit, List<object[]>? expected = null)
    {
        var tried = new List<(string Sql, Timing Timing)>();
        var most = Most;
        foreach (var sql in wheres.Where(table.Knows).SelectMany(where => table.Sources.Select(source => $"select * from {source} where {where}{order} limit {limit}")))
        {
            var (begun, timing) = (Stopwatch.GetTimestamp(), new Timing());
            if (timing.Take(() => table.Try(sql, most)) is { } rows && (expected ??= rows).Select(Bench.Line).SequenceEqual(rows.Select(Bench.Line)))
            {
                tried.Add((sql, timing));
                most = TimeSpan.FromTicks(Math.Clamp(3 * Stopwatch.GetElapsedTime(begun).Ticks, Least.Ticks, most.Ticks));
            }
        }

        var last = tried.OrderBy(t => t.Timing.Median).Take(Finalists).ToList();
        for (var i = 0; i < Heats; i++)
        {
            last.ForEach(t => t.Timing.Take(() => table.Try(t.Sql, Most)));
        }

        return (table.Command(last.MinBy(t => t.Timing.At(0)).Sql), expected!);
    }
}
