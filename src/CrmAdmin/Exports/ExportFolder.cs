using CrmAdmin.Storage;

namespace CrmAdmin.Exports;

/// <summary>
/// The folder of exported files. A file is written under a temporary name that carries its run's number, brought to the
/// disk whole, and only then given its name; so a name without «.tmp» always stands for a whole file.
/// </summary>
public sealed class ExportFolder(ExportOptions options)
{
    /// <summary>The name of one run's file.</summary>
    public static string Name(string jobId, long run, string extension) => $"{jobId}.{run}.{extension}";

    /// <summary>The job and run that a name belongs to; null where it is no name of ours.</summary>
    public static (string JobId, long Run)? Parse(string name) =>
        name.Split('.') is [var job, var run, _] && Guid.TryParse(job, out _) && long.TryParse(run, out var number)
            ? (job, number)
            : null;

    /// <summary>The full path of a whole file.</summary>
    public string PathOf(string name) => Path.Combine(options.Folder, name);

    /// <summary>Begins a file.</summary>
    public FileStream Create(string name)
    {
        Directory.CreateDirectory(options.Folder);
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            // People's data: nobody else on this machine reads it.
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(PathOf(name) + DurableFiles.Unfinished, how);
    }

    /// <summary>Gives a written file its name. When this returns, file and name are on the disk.</summary>
    public void Finish(FileStream file, string name) => DurableFiles.Finish(file, PathOf(name));

    /// <summary>Opens a whole file; null where it is gone.</summary>
    public FileStream? Open(string name) => DurableFiles.Open(PathOf(name));

    /// <summary>Removes a file, whole or not.</summary>
    public void Remove(string name)
    {
        if (Directory.Exists(options.Folder))
        {
            File.Delete(PathOf(name) + DurableFiles.Unfinished);
            File.Delete(PathOf(name));
        }
    }

    /// <summary>The names of all files with one of these extensions, whole or not, without «.tmp».</summary>
    public IReadOnlyList<string> Names(IReadOnlyCollection<string> extensions) => !Directory.Exists(options.Folder) ? [] :
    [
        .. Directory.EnumerateFiles(options.Folder).Select(f => Path.GetFileName(f)!)
            .Select(n => n.EndsWith(DurableFiles.Unfinished, StringComparison.Ordinal) ? n[..^DurableFiles.Unfinished.Length] : n)
            .Where(n => extensions.Contains(Path.GetExtension(n).TrimStart('.'))).Distinct(),
    ];
}
