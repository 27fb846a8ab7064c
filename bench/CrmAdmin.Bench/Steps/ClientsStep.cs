namespace CrmAdmin.Bench.Steps;

/// <summary>Sixteen clients that ask again as soon as they are answered.</summary>
internal static class ClientsStep
{
    private const double S01Least = 2440;
    private const double S02Least = 150;
    private const double TailMost = 10;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(Bench bench)
    {
        foreach (var (search, least) in Basket.FirstPages(bench.SomeEmail()).Take(2).Zip([S01Least, S02Least]))
        {
            await AskAsync(bench, search, Warm);
            var before = bench.App.Processor();
            var timing = await AskAsync(bench, search, Length);
            var processor = (bench.App.Processor() - before) * 1000 / timing.Count;
            bench.Report.Add(new Figure(
                $"{search.Id}, {Crowd.Usual} clients", timing.Count / Length.TotalSeconds, "requests/s", null, least, $"{processor:N2} ms of processor a request"));
            bench.Report.Add(new Figure(
                $"{search.Id}, {Crowd.Usual} clients, p99", timing.At(0.99), "ms", null, TailMost * timing.Median, $"median {timing.Median:N2} ms, limit: 10 × median"));
        }
    }

    private static Task<Timing> AskAsync(Bench bench, Search search, TimeSpan length)
    {
        var body = search.Body(bench.Contacts.EntityId);
        return Crowd.AskAsync([bench.App.Client], client => client.PostAsync("records/search/advanced", body), length);
    }
}
