using System.Data.Common;
using CrmAdmin.Bench.Plain;

namespace CrmAdmin.Bench.Steps;

/// <summary>Walks the whole table by cursor, compares every record with the plain table's, and times pages on the way.</summary>
internal static class WalkStep
{
    private const int Stride = 200;
    private const double Flat = 1.5;

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(Bench bench)
    {
        var (marks, deepest) = (Marks(bench.Options.Rows), await WalkAsync(bench));
        var first = await TimeAsync(bench, null);
        using var plainFirst = bench.Plain.Command("select * from contact order by dateCreated desc, id desc limit 51");
        bench.Report.Add(new Figure("S12 page 1", first.Median, "ms", Time(bench, plainFirst).Median));
        foreach (var (name, row) in marks)
        {
            var page = await TimeAsync(bench, deepest[row]);
            using var behind = Behind(bench, row);
            bench.Report.Add(new Figure($"S12 {name}", page.Median, "ms", Time(bench, behind).Median, first.Median * Flat, "limit: 1.5 × page 1"));
        }
    }

    private static List<(string Name, int Row)> Marks(int rows) =>
    [
        .. new (string Name, int Row)[] { ("page 101", 5_000), ("page 1,001", 50_000), ($"at row {rows / 10 * 9:N0}", rows / 10 * 9 / Stride * Stride) }
            .Where(mark => mark.Row > 0 && mark.Row < rows).DistinctBy(mark => mark.Row),
    ];

    /// <summary>The cursor behind so many rows, for each page of the walk.</summary>
    private static async Task<Dictionary<int, string>> WalkAsync(Bench bench)
    {
        using var all = bench.Plain.Command("select * from contact order by dateCreated desc, id desc");
        using var expected = all.ExecuteReader();
        var cursors = new Dictionary<int, string>();
        var (seen, different, cells, timing) = (0, 0, new object[expected.FieldCount], new Timing());
        string? key = null;
        do
        {
            var (lines, _, next) = bench.Contacts.Read(await timing.TakeAsync(() => bench.Contacts.PageAsync(Basket.All, key, Stride)));
            foreach (var line in lines)
            {
                expected.Read();
                expected.GetValues(cells);
                different += line == Bench.Line(cells) ? 0 : 1;
                seen++;
            }

            if ((key = next) is not null)
            {
                cursors[seen] = key;
            }
        }
        while (key is not null);
        if (different > 0 || seen != bench.Options.Rows)
        {
            bench.Report.Mismatch($"walk: {seen} records, {different} at another place or different");
        }

        bench.Report.Add(new Figure($"walk of everything, {Stride} a page", timing.Sum / 1000, "s", Note: $"every record compared; page median {timing.Median:N2} ms, p99 {timing.At(0.99):N1}"));
        return cursors;
    }

    private static async Task<Timing> TimeAsync(Bench bench, string? key)
    {
        var timing = new Timing();
        for (var i = 0; i < bench.Options.Passes + 3; i++)
        {
            await (i < 3 ? new Timing() : timing).TakeAsync(() => bench.Contacts.PageAsync(Basket.All, key));
        }

        return timing;
    }

    private static Timing Time(Bench bench, DbCommand command)
    {
        var timing = new Timing();
        for (var i = 0; i < bench.Options.Passes; i++)
        {
            timing.Take(() => PlainTable.Rows(command));
        }

        return timing;
    }

    private static DbCommand Behind(Bench bench, int row)
    {
        using var last = bench.Plain.Command($"select dateCreated, id from contact order by dateCreated desc, id desc limit 1 offset {row - 1}");
        var key = PlainTable.Rows(last)[0];
        return bench.Plain.Command($"select * from contact where (dateCreated, id) < ('{key[0]}', {key[1]}) order by dateCreated desc, id desc limit 51");
    }
}
