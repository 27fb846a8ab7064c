using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CrmAdmin.Bench.Steps;

/// <summary>A CSV and an Excel file of everything: time from the request to the finished file, and memory meanwhile.</summary>
internal static class ExportStep
{
    private const double CsvMost = 1.5;
    private const double ExcelMost = 3;
    private const double MemoryMost = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(Bench bench)
    {
        var tool = Tool(bench);
        var csv = await ExportAsync(bench, "csv");
        bench.Report.Add(new Figure("CSV of everything", csv.Seconds, "s", tool, tool * CsvMost, csv.Note));
        bench.Report.Add(new Figure("CSV, peak memory above idle", csv.Memory, "MB", null, MemoryMost, csv.MemoryNote));
        var excel = await ExportAsync(bench, "excel");
        bench.Report.Add(new Figure("xlsx of everything", excel.Seconds, "s", csv.Seconds, csv.Seconds * ExcelMost, excel.Note + "; beside our CSV"));
        bench.Report.Add(new Figure("xlsx, peak memory above idle", excel.Memory, "MB", null, MemoryMost, excel.MemoryNote));
    }

    /// <summary>Seconds that sqlite3 -csv needs; null where it is not installed.</summary>
    private static double? Tool(Bench bench)
    {
        try
        {
            var timing = new Timing();
            for (var i = 0; i < 3; i++)
            {
                timing.Take(() => Dump(bench));
            }

            return timing.Median / 1000;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static int Dump(Bench bench)
    {
        var file = Path.Combine(bench.Options.Folder, "plain.csv");
        var start = new ProcessStartInfo("sqlite3", ["-csv", "-header", new Data(bench.Options).Plain, ".output " + file, $"select id,{string.Join(',', Row.Columns)} from contact order by dateCreated desc, id desc"]);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static async Task<(double Seconds, double Memory, string Note, string MemoryNote)> ExportAsync(Bench bench, string format)
    {
        var (app, client) = (bench.App, bench.App.Client);
        var (idle, idleOwn) = (app.Megabytes("VmRSS"), app.Megabytes("RssAnon"));
        app.ForgetPeak();
        var (own, before) = (idleOwn, app.Processor());
        var begun = Stopwatch.GetTimestamp();
        var answer = await client.JsonAsync("records/export/request", new JsonObject { ["entityId"] = bench.Contacts.EntityId, ["format"] = format });
        while ((string?)answer["downloadUrl"] is null)
        {
            await Task.Delay(Pause);
            own = Math.Max(own, app.Megabytes("RssAnon"));
            answer = await client.JsonAsync($"records/export/{answer["jobId"]}/status");
            if ((string?)answer["status"] is "failed" or "canceled")
            {
                throw new InvalidOperationException($"The export failed: {answer["error"]}");
            }
        }

        var processor = app.Processor() - before;
        var made = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var peak = app.Megabytes("VmHWM");
        var path = Path.Combine(bench.Options.Folder, "ours." + format);
        long size;
        await using (var file = File.Create(path))
        {
            size = await client.DownloadAsync((string)answer["downloadUrl"]!, file);
        }

        if (format == "csv" && File.ReadLines(path).LongCount() - 1 is var lines && lines != bench.Options.Rows)
        {
            bench.Report.Mismatch($"CSV: {lines} rows");
        }

        var whole = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return (made, peak - idle, $"{size / 1e6:N0} MB, {whole:N1} s with the download, {processor:N1} s of processor", $"{peak:N0} MB in all; the process's own, without the mapped database file, grew by {own - idleOwn:N0} MB");
    }
}
