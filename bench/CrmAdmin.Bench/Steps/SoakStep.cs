using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Bench.App;

namespace CrmAdmin.Bench.Steps;

/// <summary>Searches, creation, deletion, restoring and exports side by side for a long time: nothing fails, nothing grows.</summary>
internal sealed class SoakStep(Bench bench)
{
    private const int Batch = 200;
    private const int Samples = 5;
    private const double MemoryGrows = 1.1;
    private const double HandlesGrow = 20;
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ExportEvery = TimeSpan.FromSeconds(30);
    private readonly TimeSpan length = TimeSpan.FromMinutes(bench.Options.Minutes);
    private readonly long begun = Stopwatch.GetTimestamp();
    private readonly List<(TimeSpan At, double Memory, double Handles)> samples = [];
    private readonly Timing searches = new();
    private long acts;
    private long errors;

    private bool IsOver => Stopwatch.GetElapsedTime(begun) >= length;

    /// <summary>Runs it.</summary>
    public static Task RunAsync(Bench bench) => new SoakStep(bench).RunAsync();

    private async Task RunAsync()
    {
        await Task.WhenAll(
            RepeatAsync(SearchAsync, Pause), RepeatAsync(SearchAsync, Pause), RepeatAsync(WriteAsync, Pause), RepeatAsync(ExportAsync, ExportEvery), SampleAsync());
        var (early, late) = (Around(length / 4), Around(length));
        bench.Report.Add(new Figure($"soak, {bench.Options.Minutes} min: errors", errors, "", null, 0, $"{acts:N0} acts; search median {searches.Median:N2} ms, p99 {searches.At(0.99):N1}"));
        bench.Report.Add(new Figure("soak: memory at the end", late.Memory, "MB", null, early.Memory * MemoryGrows, $"after a quarter {early.Memory:N0}; without the mapped database file"));
        bench.Report.Add(new Figure("soak: handles at the end", late.Handles, "", null, early.Handles + HandlesGrow, $"after a quarter {early.Handles:N0}"));
    }

    private async Task RepeatAsync(Func<int, Task> act, TimeSpan pause)
    {
        for (var turn = 0; !IsOver; turn++)
        {
            try
            {
                await Task.Run(() => act(turn));
            }
            catch (Exception e) when (e is HttpRequestException or InvalidOperationException or TaskCanceledException)
            {
                Interlocked.Increment(ref errors);
                bench.Report.Mismatch($"soak after {Stopwatch.GetElapsedTime(begun).TotalMinutes:N1} min: {e.Message}");
            }

            Interlocked.Increment(ref acts);
            await Task.Delay(pause);
        }
    }

    private async Task SearchAsync(int turn)
    {
        var searches = Basket.FirstPages("nobody@example.com");
        var timing = new Timing();
        await timing.TakeAsync(() => bench.Contacts.PageAsync(searches[turn % searches.Count]));
        lock (this.searches)
        {
            this.searches.Add(timing);
        }
    }

    /// <summary>Records come, go to the trash, come back, and go for good: the table stays as long as it is.</summary>
    private async Task WriteAsync(int turn)
    {
        var records = new JsonArray([.. CrmAdmin.Demo.DemoContacts.Generate(Batch, turn, BenchOptions.Now).Select(ContactEntity.Body)]);
        var made = await bench.App.Client.JsonAsync("records/bulk/create", new JsonObject { ["entityId"] = bench.Contacts.EntityId, ["records"] = records });
        var recordIds = made["resultList"]!.AsArray().Select(result => (string)result!["recordId"]!).ToList();
        await AskAsync("records/bulk/delete", recordIds, permanent: false);
        await AskAsync("records/bulk/restore", recordIds, permanent: false);
        await AskAsync("records/bulk/delete", recordIds, permanent: true);
    }

    private Task AskAsync(string path, List<string> recordIds, bool permanent) =>
        bench.App.Client.PostAsync(path, JsonSerializer.SerializeToUtf8Bytes(new { recordIds, permanent }));

    private async Task ExportAsync(int turn)
    {
        var few = Basket.FirstPages("").First(search => search.Id == "S03").Group;
        var answer = await AppExport.FinishAsync(
            bench.App.Client, await AppExport.RequestAsync(bench.App.Client, bench.Contacts.EntityId, turn % 2 == 0 ? "csv" : "excel", few));
        await bench.App.Client.DownloadAsync((string)answer["downloadUrl"]!, Stream.Null);
    }

    private async Task SampleAsync()
    {
        while (!IsOver)
        {
            await Task.Delay(SampleEvery);
            samples.Add((Stopwatch.GetElapsedTime(begun), bench.App.Megabytes("RssAnon"), bench.App.Handles()));
        }
    }

    /// <summary>The mean of the last few samples before a moment.</summary>
    private (double Memory, double Handles) Around(TimeSpan moment)
    {
        var last = samples.Where((sample, i) => sample.At <= moment || i < Samples).TakeLast(Samples).ToList();
        return (last.Average(sample => sample.Memory), last.Average(sample => sample.Handles));
    }
}
