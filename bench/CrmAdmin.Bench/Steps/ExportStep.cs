using System.Diagnostics;
using CrmAdmin.Bench.App;

namespace CrmAdmin.Bench.Steps;

/// <summary>A CSV and an Excel file of everything: time from the request to the finished file, and memory meanwhile.</summary>
internal static class ExportStep
{
    private const double CsvMost = 1.5;
    private const double ExcelMost = 3;
    private const double MemoryMost = 200;

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

    /// <summary>Seconds that the engine's own tool needs (sqlite3 -csv, psql \copy); null where it is not installed.</summary>
    private static double? Tool(Bench bench)
    {
        try
        {
            var (timing, file) = (new Timing(), Path.Combine(bench.Options.Folder, "plain.csv"));
            for (var i = 0; i < 3; i++)
            {
                timing.Take(() => Dump(bench, file));
            }

            return timing.Median / 1000;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static bool Dump(Bench bench, string file)
    {
        bench.Plain.Dump(file);
        return true;
    }

    private static async Task<(double Seconds, double Memory, string Note, string MemoryNote)> ExportAsync(Bench bench, string format)
    {
        var (app, client) = (bench.App, bench.App.Client);
        var (idle, idleOwn) = (app.Megabytes("VmRSS"), app.Megabytes("RssAnon"));
        app.ForgetPeak();
        var (own, before) = (idleOwn, app.Processor());
        var begun = Stopwatch.GetTimestamp();
        var answer = await AppExport.FinishAsync(
            client, await AppExport.RequestAsync(client, bench.Contacts.EntityId, format), () => own = Math.Max(own, app.Megabytes("RssAnon")));
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
