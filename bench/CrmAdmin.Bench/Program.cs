using CrmAdmin.Bench;
using CrmAdmin.Bench.App;
using CrmAdmin.Bench.Plain;
using CrmAdmin.Bench.Steps;

BenchOptions options;
try
{
    options = BenchOptions.Read(args);
}
catch (ArgumentException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 2;
}

var data = new Data(options);
var loaded = await data.PrepareAsync();
using var plain = PlainTable.Open(data);
var report = new Report(options, plain.Engine, Machine.Describe(plain.Version));
if (loaded is { } load)
{
    report.Add(new Figure(
        "load from a CSV file", options.Rows / load.Elapsed.TotalSeconds, "rows/s",
        Note: $"{load.Elapsed.TotalSeconds:N1} s with the start of the process, {load.Processor.TotalSeconds:N1} s of processor"));
}

if (options.Wants("start"))
{
    await StartStep.RunAsync(report, data.App);
}

await using (var app = await AppProcess.StartAsync(data.App))
{
    var bench = new Bench(options, report, plain, app, await ContactEntity.FindAsync(app.Client));
    (string Name, Func<Bench, Task> Run)[] steps =
    [
        // Orders by other columns have indexes made, which writes would pay for.
        ("search", SearchStep.RunAsync), ("export", ExportStep.RunAsync), ("walk", WalkStep.RunAsync), ("clients", ClientsStep.RunAsync),
        ("neighbours", NeighboursStep.RunAsync), ("write", WriteStep.RunAsync), ("pages", PagesStep.RunAsync), ("circuits", CircuitsStep.RunAsync),
        ("shapes", ShapesStep.RunAsync), ("nodes", it => NodesStep.RunAsync(it, data.App)), ("soak", SoakStep.RunAsync),
    ];
    foreach (var (name, run) in steps.Where(step => options.Wants(step.Name)))
    {
        Console.WriteLine($"-- {name}, load {Machine.Load()}");
        await run(bench);
    }
}

if (options.Wants("kills"))
{
    Console.WriteLine($"-- kills, load {Machine.Load()}");
    await new KillsStep(options, report, data.App).RunAsync();
}

Console.WriteLine();
Console.WriteLine(report.Write());
data.Clean();
Console.WriteLine(report.Mismatches.Count == 0 ? "All answers the same as the plain table's." : $"{report.Mismatches.Count} answers differ from the plain table's.");
return report.Mismatches.Count == 0 ? 0 : 1;
