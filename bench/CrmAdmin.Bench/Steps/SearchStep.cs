using CrmAdmin.Bench.Plain;

namespace CrmAdmin.Bench.Steps;

/// <summary>First pages and counts of each search, beside the plain table and beside the cost of finding one record by id.</summary>
internal static class SearchStep
{
    private const double PageMost = 10;
    private const double NoMatchMost = 20;
    private const double CappedMost = 20;
    private const double Allowed = 1.5;
    private const int Warm = 5;
    private const int Rounds = 150;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(Bench bench)
    {
        var searches = Basket.FirstPages(bench.SomeEmail());
        var recordIds = bench.Contacts.Read(await bench.Contacts.PageAsync(Basket.All)).RecordIds;
        await WarmAsync(bench, searches, recordIds[0]);
        var echoes = new Timing();
        foreach (var search in searches)
        {
            await PageAsync(bench, search, recordIds, echoes);
        }

        bench.Report.Add(new Figure("echo: one record by id", echoes.Median, "ms"));
        foreach (var search in searches.Where(search => search.Keyword is null).Append(Basket.All))
        {
            await CountAsync(bench, search);
        }
    }

    /// <summary>The runtime compiles what runs often once more, and better, beside the first hundreds of requests.</summary>
    private static async Task WarmAsync(Bench bench, IReadOnlyList<Search> searches, string recordId)
    {
        for (var i = 0; i < Rounds; i++)
        {
            foreach (var search in searches)
            {
                await bench.Contacts.PageAsync(search);
                await bench.App.Client.GetAsync("records/" + recordId);
            }
        }
    }

    /// <summary>The three are taken in turn, so that what disturbs one disturbs all.</summary>
    private static async Task PageAsync(Bench bench, Search search, List<string> recordIds, Timing echoes)
    {
        using var plain = new PlainSearch(bench.Plain, search);
        var (expected, ours) = (plain.Page().Take(Search.Page).Select(Bench.Line), bench.Contacts.Read(await bench.Contacts.PageAsync(search)).Lines);
        if (!ours.SequenceEqual(expected))
        {
            bench.Report.Mismatch($"{search.Id} page: {ours.Except(expected).FirstOrDefault() ?? "fewer"}");
        }

        var (plains, echo, pages) = (new Timing(), new Timing(), new Timing());
        for (var i = -Warm; i < bench.Options.Passes && pages.Sum < Longest.TotalMilliseconds; i++)
        {
            var warm = i < 0 ? new Timing() : null;
            (warm ?? plains).Take(plain.Page);
            await (warm ?? echo).TakeAsync(() => bench.App.Client.GetAsync("records/" + recordIds[(i + Warm) % recordIds.Count]));
            await (warm ?? pages).TakeAsync(() => bench.Contacts.PageAsync(search));
        }

        echoes.Add(echo);
        var limit = search.Id[0] == 'N' ? NoMatchMost : Math.Min(PageMost, Allowed * (plains.Median + echo.Median));
        bench.Report.Add(new Figure(
            $"{search.Id} page: {search.What}", pages.Median, "ms", plains.Median, limit,
            $"{pages.Median / (plains.Median + echo.Median):N2} × (plain + echo {echo.Median:N2}), p10 {pages.At(0.1):N2}, p95 {pages.At(0.95):N1}"));
    }

    private static async Task CountAsync(Bench bench, Search search)
    {
        using var plain = new PlainSearch(bench.Plain, search);
        var (expected, ours) = (plain.Count(), await bench.Contacts.CountAsync(search, exact: true));
        if (ours != expected)
        {
            bench.Report.Mismatch($"{search.Id} count: {ours} for {expected}");
        }

        var (plains, exact, capped) = (new Timing(), new Timing(), new Timing());
        for (var i = 0; i < bench.Options.Passes && exact.Sum < Longest.TotalMilliseconds / 4; i++)
        {
            plains.Take(plain.Count);
            await exact.TakeAsync(() => bench.Contacts.CountAsync(search, exact: true));
            await capped.TakeAsync(() => bench.Contacts.CountAsync(search, exact: false));
        }

        bench.Report.Add(new Figure($"{search.Id} count, exact ({expected:N0})", exact.Median, "ms", plains.Median, plains.Median + 1));
        bench.Report.Add(new Figure($"{search.Id} count, capped", capped.Median, "ms", null, CappedMost));
    }
}
