using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmAdmin.Bench.App;

/// <summary>The program as a process of its own, built as it is released.</summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    /// <summary>The key that it starts with.</summary>
    public const string ApiKey = "BENCHKEY00000001";

    /// <summary>Its secret.</summary>
    public const string ApiSecret = "bench-secret-0000000000000000001";

    /// <summary>The OWNER who signs in at the browser.</summary>
    public const string OwnerEmail = "owner@example.com";

    /// <summary>The OWNER's password.</summary>
    public const string OwnerPassword = "bench password of the owner";

    private const string Program = "src/CrmAdmin/bin/Release/net10.0/CrmAdmin";
    private readonly Process process;

    private AppProcess(Process process, Uri address, AppClient client, TimeSpan ready) =>
        (this.process, Address, Client, Ready) = (process, address, client, ready);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Speaks to it.</summary>
    public AppClient Client { get; }

    /// <summary>From the start of the process to its first answer from the database.</summary>
    public TimeSpan Ready { get; }

    /// <summary>Starts it over its data and waits for its first answer.</summary>
    /// <param name="storage">Its data.</param>
    /// <param name="settings">Further settings as on the command line.</param>
    public static async Task<AppProcess> StartAsync(AppStorage storage, params string[] settings)
    {
        var begun = Stopwatch.GetTimestamp();
        var process = Start([
            "--urls=http://127.0.0.1:0", .. storage.Arguments, $"--Bootstrap:ApiKey={ApiKey}", $"--Bootstrap:ApiSecret={ApiSecret}",
            $"--Bootstrap:OwnerEmail={OwnerEmail}", $"--Bootstrap:OwnerPassword={OwnerPassword}", "--RateLimit:Requests=1000000000", "--environment=Production", .. settings,
        ]);
        var address = await AddressAsync(process);
        var client = new AppClient(address, ApiKey, ApiSecret);
        await client.GetAsync("entities");
        _ = process.StandardOutput.ReadToEndAsync();
        return new AppProcess(process, address, client, Stopwatch.GetElapsedTime(begun));
    }

    /// <summary>Runs its loader to the end; gives the time and the processor time.</summary>
    public static async Task<(TimeSpan Elapsed, TimeSpan Processor)> LoadAsync(AppStorage storage, string file)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Start(["load", "--entity", "contact", "--file", file, "--create", .. storage.Arguments]);
        var processor = TimeSpan.Zero;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Console.WriteLine("  " + line);
            process.Refresh();
            processor = process.HasExited ? processor : process.TotalProcessorTime;
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (Stopwatch.GetElapsedTime(begun), processor)
            : throw new InvalidOperationException($"The loader ended with {process.ExitCode}.");
    }

    /// <summary>A line of /proc/…/status in MB, as in VmRSS, VmHWM, RssAnon.</summary>
    public double Megabytes(string name)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(name + ":", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Processor time that it has used, in seconds: unlike the clock's, it does not grow with what else the machine does.</summary>
    public double Processor()
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Files and sockets that it has open.</summary>
    public int Handles() => Directory.EnumerateFileSystemEntries($"/proc/{process.Id}/fd").Count();

    /// <summary>Forgets the highest memory use up to now.</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{process.Id}/clear_refs", "5");

    /// <summary>Ends it as a power cut of the process would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        Client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Asks it to end and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(BenchOptions.Root, Program), arguments)
        {
            WorkingDirectory = BenchOptions.Root,
            RedirectStandardOutput = true,
        };
        start.Environment["LANG"] = "en_US.UTF-8";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return Process.Start(start)!;
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                return new Uri(match.Groups[1].Value);
            }
        }

        throw new InvalidOperationException("The program ended before it listened.");
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Listening();
}
