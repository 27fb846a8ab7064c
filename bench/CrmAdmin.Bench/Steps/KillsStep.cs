using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CrmAdmin.Bench.App;

namespace CrmAdmin.Bench.Steps;

/// <summary>
/// Kills the program at a random moment of an export, round after round, and starts it again: each job must end completed
/// under its own id, with the very file of an undisturbed run, and leave nothing else behind.
/// </summary>
internal sealed class KillsStep(BenchOptions options, Report report, AppStorage storage)
{
    private const double DoneMost = 90;
    private const double Beyond = 1.1;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(DoneMost * 2);
    private readonly Random random = new(options.Seed);
    private readonly Timing done = new();
    private string entityId = "";
    private string whole = "";
    private int wrong;

    private string Files => Path.Combine(storage.Folder, "exports");

    /// <summary>Runs it, with the program to itself.</summary>
    public async Task RunAsync()
    {
        var (app, took) = await UndisturbedAsync();
        for (var round = 0; round < options.Rounds; round++)
        {
            var answer = await AppExport.RequestAsync(app.Client, entityId, "csv");
            await Task.Delay(random.NextDouble() * Beyond * took);
            await app.KillAsync();
            var begun = Stopwatch.GetTimestamp();
            app = await StartAsync();
            if (round % 4 == 3)
            {
                // Once more, while it makes up for the last time.
                await Task.Delay(random.NextDouble() * took);
                await app.KillAsync();
                app = await StartAsync();
            }

            await CheckAsync(app, round, answer, begun);
        }

        await CheckNothingLeftAsync();
        await app.DisposeAsync();
        report.Add(new Figure($"exports killed, {options.Rounds} rounds of seed {options.Seed}: not whole", wrong, "jobs", null, 0));
        report.Add(new Figure("a killed export done after the start, slowest", done.At(1), "s", null, DoneMost, $"median {done.Median:N1}, undisturbed {took.TotalSeconds:N1}"));
    }

    // Every export is a job here, however few records there are.
    private Task<AppProcess> StartAsync() => AppProcess.StartAsync(storage, "--Export:SyncLimit=0");

    private async Task<(AppProcess App, TimeSpan Took)> UndisturbedAsync()
    {
        var app = await StartAsync();
        entityId = (await ContactEntity.FindAsync(app.Client)).EntityId;
        var begun = Stopwatch.GetTimestamp();
        var answer = await AppExport.FinishAsync(app.Client, await AppExport.RequestAsync(app.Client, entityId, "csv"));
        var took = Stopwatch.GetElapsedTime(begun);
        whole = await DigestAsync(app, answer);
        return (app, took);
    }

    private async Task CheckAsync(AppProcess app, int round, JsonNode asked, long begun)
    {
        var jobId = (string)asked["jobId"]!;
        try
        {
            var answer = await AppExport.FinishAsync(app.Client, asked).WaitAsync(Longest);
            done.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            if ((string?)answer["jobId"] != jobId || (int)answer["progress"]! != options.Rows || await DigestAsync(app, answer) != whole)
            {
                throw new InvalidDataException(answer.ToJsonString());
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or TimeoutException or HttpRequestException)
        {
            wrong++;
            report.Mismatch($"kills, round {round}, job {jobId}: {e.Message}");
        }
    }

    /// <summary>The SHA-256 of a job's file, which is removed: two hundred of them would fill a disk.</summary>
    private async Task<string> DigestAsync(AppProcess app, JsonNode answer)
    {
        var path = Path.Combine(options.Folder, "killed.csv");
        await using (var file = File.Create(path))
        {
            await app.Client.DownloadAsync((string)answer["downloadUrl"]!, file);
        }

        await using var read = File.OpenRead(path);
        var digest = Convert.ToHexString(await SHA256.HashDataAsync(read));
        foreach (var made in Directory.EnumerateFiles(Files, $"{answer["jobId"]}.*.csv"))
        {
            File.Delete(made);
        }

        return digest;
    }

    /// <summary>What a killed run had begun is removed by a round of the program that comes every minute.</summary>
    private async Task CheckNothingLeftAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        while (Directory.EnumerateFiles(Files).Any() && Stopwatch.GetElapsedTime(begun) < Longest)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        foreach (var stray in Directory.EnumerateFiles(Files))
        {
            report.Mismatch($"kills: {Path.GetFileName(stray)} is left behind");
        }
    }
}
