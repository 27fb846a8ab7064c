using System.Runtime.InteropServices;
using System.Text;

namespace CrmAdmin.Exports;

/// <summary>
/// The folder of exported files. A file is written under a temporary name that carries its run's number, brought to the
/// disk whole, and only then given its name; so a name without «.tmp» always stands for a whole file.
/// </summary>
public sealed class ExportFolder(ExportOptions options)
{
    private const string Unfinished = ".tmp";
    private const int ReadOnly = 0;

    /// <summary>The name of one run's file.</summary>
    public static string Name(string jobId, long run, ExportFormat format) => $"{jobId}.{run}.{(format == ExportFormat.Csv ? "csv" : "xlsx")}";

    /// <summary>The job and run that a name belongs to, whole or not; null where it is no name of ours.</summary>
    public static (string JobId, long Run)? Parse(string name) =>
        name.Split('.') is [var job, var run, "csv" or "xlsx", ..] && Guid.TryParse(job, out _) && long.TryParse(run, out var number)
            ? (job, number)
            : null;

    /// <summary>The full path of a whole file.</summary>
    public string PathOf(string name) => Path.Combine(options.Folder, name);

    /// <summary>Begins a file.</summary>
    public FileStream Create(string name)
    {
        Directory.CreateDirectory(options.Folder);
        return new FileStream(PathOf(name) + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    /// <summary>Gives a written file its name. When this returns, file and name are on the disk.</summary>
    public void Finish(FileStream file, string name)
    {
        file.Flush(flushToDisk: true);
        file.Dispose();
        File.Move(PathOf(name) + Unfinished, PathOf(name), overwrite: true);
        FlushFolder();
    }

    /// <summary>Opens a whole file; null where it is gone.</summary>
    public FileStream? Open(string name)
    {
        try
        {
            return new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Removes a file, whole or not.</summary>
    public void Remove(string name)
    {
        if (Directory.Exists(options.Folder))
        {
            File.Delete(PathOf(name) + Unfinished);
            File.Delete(PathOf(name));
        }
    }

    /// <summary>The names of all files, without «.tmp».</summary>
    public IReadOnlyList<string> Names() => !Directory.Exists(options.Folder) ? [] :
    [
        .. Directory.EnumerateFiles(options.Folder).Select(f => Path.GetFileName(f)!)
            .Select(n => n.EndsWith(Unfinished, StringComparison.Ordinal) ? n[..^Unfinished.Length] : n).Distinct(),
    ];

    /// <summary>A new name is in the folder's own data, which .NET has no call to bring to the disk.</summary>
    private void FlushFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = OpenFolder(Encoding.UTF8.GetBytes(options.Folder + '\0'), ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"The exports' folder cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        }

        var failed = Flush(handle) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (failed)
        {
            throw new IOException($"The exports' folder cannot be brought to the disk: error {error}.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenFolder(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Flush(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
