using System.Data.Common;
using CrmAdmin.Bench.Plain;

namespace CrmAdmin.Bench.Steps;

/// <summary>Thirty further searches, their first page and one behind a cursor, beside the plain table by its best plan.</summary>
internal static class ShapesStep
{
    private const double Allowed = 3;
    private const int Behind = 200;
    private const int Warm = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(Bench bench)
    {
        var recordId = bench.Contacts.Read(await bench.Contacts.PageAsync(Basket.All)).RecordIds[0];
        foreach (var search in new Shapes(DateTime.UtcNow).All)
        {
            var order = new PlainOrder(search.Sort);
            var (longer, rows) = PlainPlans.Fastest(bench.Plain, search.Wheres, order.Sql, Behind + Search.Page);
            longer.Dispose();
            var (first, _) = PlainPlans.Fastest(bench.Plain, search.Wheres, order.Sql, Search.Page + 1, [.. rows.Take(Search.Page + 1)]);
            await TakeAsync(bench, search, "page", first, rows, null, recordId);
            if (rows.Count == Behind + Search.Page)
            {
                await BehindAsync(bench, search, order, rows, recordId);
            }
        }
    }

    private static async Task BehindAsync(Bench bench, Search search, PlainOrder order, List<object[]> rows, string recordId)
    {
        var next = bench.Contacts.Read(await bench.Contacts.PageAsync(search, null, Behind)).NextKey;
        var wheres = search.Wheres.SelectMany(where => order.Behind(rows[Behind - 1]).Select(behind => $"({where}) and {behind}"));
        var expected = rows.Skip(Behind).ToList();
        var (command, _) = PlainPlans.Fastest(bench.Plain, wheres, order.Sql, Search.Page, expected);
        await TakeAsync(bench, search, "by cursor", command, expected, next, recordId);
    }

    private static async Task TakeAsync(
        Bench bench, Search search, string what, DbCommand command, List<object[]> expected, string? startKey, string recordId)
    {
        using var plain = command;
        var ours = bench.Contacts.Read(await bench.Contacts.PageAsync(search, startKey)).Lines;
        if (!ours.SequenceEqual(expected.Take(Search.Page).Select(Bench.Line)))
        {
            bench.Report.Mismatch($"{search.Id} {what}: {ours.Except(expected.Select(Bench.Line)).FirstOrDefault() ?? "order or number"}");
        }

        var (plains, echo, pages) = (new Timing(), new Timing(), new Timing());
        for (var i = -Warm; i < bench.Options.Passes && pages.Sum < Longest.TotalMilliseconds; i++)
        {
            var warm = i < 0 ? new Timing() : null;
            (warm ?? plains).Take(() => PlainTable.Rows(plain));
            await (warm ?? echo).TakeAsync(() => bench.App.Client.GetAsync("records/" + recordId));
            await (warm ?? pages).TakeAsync(() => bench.Contacts.PageAsync(search, startKey));
        }

        var beside = plains.Median + echo.Median;
        bench.Report.Add(new Figure(
            $"{search.Id} {what}: {search.What}", pages.Median, "ms", plains.Median, Allowed * beside, $"{pages.Median / beside:N2} × (plain + echo {echo.Median:N2})"));
    }
}
