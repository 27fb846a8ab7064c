using System.Diagnostics;
using CrmAdmin.Bench.App;

namespace CrmAdmin.Bench.Steps;

/// <summary>A CSV and an Excel file of everything: time from the request to the finished file, and memory meanwhile.</summary>
internal static class ExportStep
{
    private const double CsvMost = 1.5;
    private const double ExcelMost = 3;
    private const double MemoryMost = 200;
    private const int Rounds = 3;

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(Bench bench)
    {
        var tool = Tool(bench);
        var csv = await MedianAsync(bench, "csv");
        bench.Report.Add(new Figure("CSV of everything", csv.Seconds, "s", tool, tool * CsvMost, csv.Note));
        bench.Report.Add(new Figure("CSV, peak memory above idle", csv.Memory, "MB", null, MemoryMost, csv.MemoryNote));
        var excel = await MedianAsync(bench, "excel");
        bench.Report.Add(new Figure("xlsx of everything", excel.Seconds, "s", csv.Seconds, csv.Seconds * ExcelMost, excel.Note + "; beside our CSV"));
        bench.Report.Add(new Figure("xlsx, peak memory above idle", excel.Memory, "MB", null, MemoryMost, excel.MemoryNote));
    }

    /// <summary>Seconds that the engine's own tool needs (sqlite3 -csv, psql \copy); null where it is not installed.</summary>
    private static double? Tool(Bench bench)
    {
        try
        {
            var (timing, file) = (new Timing(), Path.Combine(bench.Options.Folder, "plain.csv"));
            for (var i = 0; i < Rounds; i++)
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

    /// <summary>The round that took neither the longest nor the shortest, with the most memory of any.</summary>
    private static async Task<Export> MedianAsync(Bench bench, string format)
    {
        var idle = (All: bench.App.Megabytes("VmRSS"), Own: bench.App.Megabytes("RssAnon"));
        var rounds = new List<Export>();
        for (var i = 0; i < Rounds; i++)
        {
            rounds.Add(await ExportAsync(bench, format, idle));
        }

        var (median, most) = (rounds.OrderBy(round => round.Seconds).ElementAt(Rounds / 2), rounds.MaxBy(round => round.Memory)!);
        var seconds = string.Join(", ", rounds.Select(round => $"{round.Seconds:N2}"));
        return median with { Memory = most.Memory, MemoryNote = most.MemoryNote, Note = $"{median.Note}; in turn {seconds} s" };
    }

    private static async Task<Export> ExportAsync(Bench bench, string format, (double All, double Own) idle)
    {
        var (app, client) = (bench.App, bench.App.Client);
        app.ForgetPeak();
        var (own, before) = (idle.Own, app.Processor());
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
        return new Export(made, peak - idle.All, $"{size / 1e6:N0} MB, {whole:N1} s with the download, {processor:N1} s of processor", $"{peak:N0} MB in all; the process's own, without the mapped database file, grew by {own - idle.Own:N0} MB");
    }

    private sealed record Export(double Seconds, double Memory, string Note, string MemoryNote);
}
