using CrmAdmin.Bench.App;

namespace CrmAdmin.Bench.Steps;

/// <summary>
/// The same load on one node and shared by two over one PostgreSQL, then with one of the two ended by force. The processor
/// time that a request takes of a node and of the server tells how many nodes a server would feed.
/// </summary>
internal static class NodesStep
{
    private const int Batch = 1000;
    private const int Writers = 4;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    /// <summary>Runs it; changes the data of the run.</summary>
    public static async Task RunAsync(Bench bench, AppStorage storage)
    {
        var second = await AppProcess.StartAsync(storage);
        var created = bench.Contacts.Bodies(Bench.MoreData(Batch));
        var searches = Basket.FirstPages(bench.SomeEmail()).Take(2).ToList();
        foreach (AppProcess[] nodes in new AppProcess[][] { [bench.App], [bench.App, second] })
        {
            foreach (var search in searches)
            {
                var body = search.Body(bench.Contacts.EntityId);
                await MeasureAsync(bench, nodes, search.Id, client => client.PostAsync("records/search/advanced", body), 1, Crowd.Usual);
            }

            await MeasureAsync(bench, nodes, "bulk/create", client => client.PostAsync("records/bulk/create", created), Batch, Writers);
        }

        await KillAsync(bench, second, searches[0].Body(bench.Contacts.EntityId));
    }

    private static async Task MeasureAsync(Bench bench, AppProcess[] nodes, string what, Func<AppClient, Task<byte[]>> ask, int records, int clients)
    {
        AppClient[] each = [.. nodes.Select(node => node.Client)];
        double Processor() => nodes.Sum(node => node.Processor());
        await Crowd.AskAsync(each, ask, Warm, clients);
        var (ours, server) = (Processor(), Machine.Processor("postgres"));
        var timing = await Crowd.AskAsync(each, ask, Length, clients);
        (ours, server) = (Processor() - ours, Machine.Processor("postgres") - server);
        double Per(double seconds) => seconds * 1000 / timing.Count;
        bench.Report.Add(new Figure(
            $"{what}, {clients} clients, nodes: {nodes.Length}", timing.Count * records / Length.TotalSeconds, records == 1 ? "requests/s" : "rows/s",
            Note: $"median {timing.Median:N2} ms, p99 {timing.At(0.99):N1}; processor a request: {Per(ours):N2} ms of the nodes, {Per(server):N2} ms of the server"));
    }

    /// <summary>One node ends in the middle; whoever asks the other must get every answer.</summary>
    private static async Task KillAsync(Bench bench, AppProcess second, byte[] body)
    {
        var asking = Crowd.AskAsync([bench.App.Client], client => client.PostAsync("records/search/advanced", body), Length);
        await Task.Delay(Length / 3);
        await second.KillAsync();
        var timing = await asking;
        bench.Report.Add(new Figure("a search at one node while the other is ended by force, slowest", timing.At(1), "ms", Note: $"median {timing.Median:N2} ms, {timing.Count:N0} answers, none refused"));
    }
}
