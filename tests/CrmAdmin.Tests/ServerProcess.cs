using System.Diagnostics;
using System.Text.RegularExpressions;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests;

/// <summary>The program as an operator runs it, in a process of its own that can be killed.</summary>
public sealed partial class ServerProcess : IDisposable
{
    private readonly Process process;
    private readonly List<string> log = [];

    private ServerProcess(Process process) => this.process = process;

    /// <summary>A client that signs as OWNER.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !process.HasExited;

    /// <summary>Starts the program over a data folder and the database that belongs to it, on the engine under test.</summary>
    public static Task<ServerProcess> StartOnAsync(string storagePath) =>
        StartAsync(storagePath, [.. TestDatabase.Settings(storagePath).Select(setting => (setting.Key, setting.Value))]);

    /// <summary>
    /// Starts the program over a data folder, and gives it back as soon as it listens. Settings named as «Section__Name» go by
    /// the environment, the others by the command line.
    /// </summary>
    public static async Task<ServerProcess> StartAsync(string storagePath, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root() };
        string[] arguments =
        [
            ProgramPath(), "--urls", "http://127.0.0.1:0", "--Storage:Path", storagePath,
            "--Bootstrap:OwnerEmail", CrmApp.OwnerEmail, "--Bootstrap:OwnerPassword", CrmApp.OwnerPassword,
            "--Bootstrap:ApiKey", CrmApp.OwnerKey, "--Bootstrap:ApiSecret", CrmApp.OwnerSecret,
            "--RateLimit:Requests", "1000000", "--Demo:Enabled", "false",
            .. settings.Where(s => !IsOfEnvironment(s.Name)).SelectMany(s => new[] { "--" + s.Name, s.Value }),
        ];
        foreach (var (name, value) in settings.Where(s => IsOfEnvironment(s.Name)))
        {
            start.Environment[name] = value;
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var server = new ServerProcess(Process.Start(start)!);
        try
        {
            await server.ListensAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Ends it as a power cut of the process would: SIGKILL.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Whether it has a file open whose path will do. Linux alone.</summary>
    public bool HasOpen(Func<string, bool> path)
    {
        var open = new DirectoryInfo($"/proc/{process.Id}/fd");
        return open.Exists && open.EnumerateFiles().Any(file => file.LinkTarget is { } target && path(target));
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Patience.Deadline);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        Client?.Dispose();
        process.Dispose();
    }

    private static bool IsOfEnvironment(string name) => name.Contains("__", StringComparison.Ordinal);

    private async Task ListensAsync()
    {
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        process.ErrorDataReceived += (_, line) => Read(line.Data, listening);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("The program ended: " + Log()));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var address = await listening.Task.WaitAsync(Patience.Deadline);
        Client = new HttpClient(new HmacSigner(CrmApp.OwnerKey, CrmApp.OwnerSecret, TimeProvider.System) { InnerHandler = new SocketsHttpHandler() })
        {
            BaseAddress = new Uri(address),
        };
    }

    private void Read(string? line, TaskCompletionSource<string> listening)
    {
        if (line is null)
        {
            return;
        }

        lock (log)
        {
            log.Add(line);
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(match.Groups[1].Value);
        }
    }

    private string Log()
    {
        lock (log)
        {
            return string.Join('\n', log.TakeLast(40));
        }
    }

    /// <summary>The program built in the configuration of these tests: …/tests/CrmAdmin.Tests/bin/Debug/net10.0 stands beside …/src.</summary>
    private static string ProgramPath() => Path.Combine(
        Root(), "src", "CrmAdmin", Path.GetRelativePath(Path.Combine(Root(), "tests", "CrmAdmin.Tests"), AppContext.BaseDirectory), "CrmAdmin.dll");

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CrmAdmin.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository's root is not above the tests.");
        }

        return folder;
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
