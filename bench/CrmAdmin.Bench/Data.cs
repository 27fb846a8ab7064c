using System.Diagnostics;
using CrmAdmin.Bench.App;
using CrmAdmin.Bench.Plain;

namespace CrmAdmin.Bench;

/// <summary>Makes the data of a run: once kept as it was made, once to work on.</summary>
internal sealed class Data(BenchOptions options)
{
    /// <summary>The program's data folder for this run.</summary>
    public string Storage => Path.Combine(Run, "app");

    /// <summary>The plain table's file for this run.</summary>
    public string Plain => Path.Combine(Run, "plain", "plain.db");

    private string Made => Path.Combine(options.Folder, "made");

    private string Run => Path.Combine(options.Folder, "run");

    private string Finished => Path.Combine(Made, "finished");

    /// <summary>Makes what is missing; gives the loader's time and processor time where it ran.</summary>
    public async Task<(TimeSpan Elapsed, TimeSpan Processor)?> PrepareAsync()
    {
        (TimeSpan, TimeSpan)? loaded = null;
        if (!options.Reuse || !File.Exists(Finished))
        {
            loaded = await MakeAsync();
        }

        Remove(Run);
        Copy(Made, Run);
        return loaded;
    }

    /// <summary>Removes what the run worked on.</summary>
    public void Clean() => Remove(Run);

    private async Task<(TimeSpan Elapsed, TimeSpan Processor)> MakeAsync()
    {
        Remove(Made);
        Directory.CreateDirectory(Path.Combine(Made, "plain"));
        var csv = Path.Combine(options.Folder, "contacts.csv");
        var watch = Stopwatch.StartNew();
        Row.WriteCsv(csv, Bench.Data(options.Rows));
        Console.WriteLine($"file made in {watch.Elapsed.TotalSeconds:N1} s, {new FileInfo(csv).Length >> 20} MB");
        watch.Restart();
        using (var plain = new PlainTable(Path.Combine(Made, "plain", "plain.db")))
        {
            plain.Make(Bench.Data(options.Rows));
        }

        Console.WriteLine($"plain table made in {watch.Elapsed.TotalSeconds:N1} s");
        var loaded = await AppProcess.LoadAsync(Path.Combine(Made, "app"), csv);
        await File.WriteAllTextAsync(Finished, "");
        return loaded;
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
