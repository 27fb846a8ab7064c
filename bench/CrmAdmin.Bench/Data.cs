using System.Diagnostics;
using CrmAdmin.Bench.App;
using CrmAdmin.Bench.Plain;
using Npgsql;

namespace CrmAdmin.Bench;

/// <summary>Makes the data of a run: once kept as it was made, once to work on.</summary>
internal sealed class Data(BenchOptions options)
{
    private readonly PostgresServer? server = options.Postgres is { } address ? new PostgresServer(address, options.Rows) : null;

    /// <summary>What the program runs on in this run.</summary>
    public AppStorage App => new(Path.Combine(Run, "app"), Connection("app"));

    /// <summary>The plain table's file for this run on SQLite.</summary>
    public string Plain => Path.Combine(Run, "plain", "plain.db");

    /// <summary>The plain table's database for this run on PostgreSQL; null on SQLite.</summary>
    public NpgsqlConnectionStringBuilder? PlainServer => server?.To("plain");

    private string Made => Path.Combine(options.Folder, "made");

    private string Run => Path.Combine(options.Folder, "run");

    private string Finished => Path.Combine(Made, "finished");

    /// <summary>Makes what is missing; gives the loader's time and processor time where it ran.</summary>
    public async Task<(TimeSpan Elapsed, TimeSpan Processor)?> PrepareAsync()
    {
        (TimeSpan, TimeSpan)? loaded = null;
        if (!options.Reuse || !File.Exists(Finished) || server?.Has("app_made") == false)
        {
            loaded = await MakeAsync();
        }

        Remove(Run);
        Copy(Made, Run);
        server?.Copy("plain_made", "plain");
        server?.Copy("app_made", "app");
        return loaded;
    }

    /// <summary>Removes what the run worked on.</summary>
    public void Clean()
    {
        Remove(Run);
        server?.Drop("plain");
        server?.Drop("app");
    }

    private async Task<(TimeSpan Elapsed, TimeSpan Processor)> MakeAsync()
    {
        Remove(Made);
        Directory.CreateDirectory(Path.Combine(Made, "plain"));
        var csv = Path.Combine(options.Folder, "contacts.csv");
        var watch = Stopwatch.StartNew();
        Row.WriteCsv(csv, Bench.Data(options.Rows));
        Console.WriteLine($"file made in {watch.Elapsed.TotalSeconds:N1} s, {new FileInfo(csv).Length >> 20} MB");
        watch.Restart();
        server?.Make("plain_made");
        server?.Make("app_made");
        using (PlainTable plain = server is null ? new SqlitePlain(Path.Combine(Made, "plain", "plain.db")) : new PostgresPlain(server.To("plain_made")))
        {
            plain.Make(Bench.Data(options.Rows));
        }

        Console.WriteLine($"plain table made in {watch.Elapsed.TotalSeconds:N1} s");
        var loaded = await AppProcess.LoadAsync(new AppStorage(Path.Combine(Made, "app"), Connection("app_made")), csv);
        await File.WriteAllTextAsync(Finished, "");
        return loaded;
    }

    /// <summary>The program keeps its connections open, as it is run.</summary>
    private string? Connection(string name)
    {
        if (server is null)
        {
            return null;
        }

        var connection = server.To(name);
        connection.Pooling = true;
        connection.Remove("Command Timeout");
        return connection.ToString();
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
