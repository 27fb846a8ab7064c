using CrmAdmin.Storage;

namespace CrmAdmin.Imports;

/// <summary>
/// Where imports keep their files, Storage:Path/imports: the rows to be read until the run is over, and the rejects of each run.
/// Every name begins with the import's id.
/// </summary>
internal sealed class ImportFolder(DatabaseOptions database)
{
    private const string Rows = ".rows";
    private readonly string root = Path.Combine(database.StoragePath, "imports");

    /// <summary>Begins an upload, under a name that nothing reads.</summary>
    public FileStream Create(string importId)
    {
        DurableFiles.MakeFolder(root);
        return new FileStream(UploadOf(importId), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
    }

    /// <summary>The path of an upload that has not been accepted.</summary>
    public string UploadOf(string importId) => Path.Combine(root, importId + ".upload");

    /// <summary>The path of the rows that a run reads.</summary>
    public string RowsOf(string importId) => Path.Combine(root, importId + Rows);

    /// <summary>The path of one run's rejects.</summary>
    public string RejectsOf(string importId, long run) => Path.Combine(root, $"{importId}.{run}.rejects");

    /// <summary>Makes the rows of what was uploaded. When this returns, they are on the disk.</summary>
    public void KeepRows(string importId, string path)
    {
        File.Move(path, RowsOf(importId) + DurableFiles.Unfinished, overwrite: true);
        using var file = new FileStream(RowsOf(importId) + DurableFiles.Unfinished, FileMode.Open, FileAccess.ReadWrite);
        DurableFiles.Finish(file, RowsOf(importId));
    }

    /// <summary>Removes the rows once nothing will read them any more.</summary>
    public void RemoveRows(string importId) => Remove(RowsOf(importId));

    /// <summary>Removes a file where there is one.</summary>
    public void Remove(string path)
    {
        if (Directory.Exists(root))
        {
            File.Delete(path);
        }
    }

    /// <summary>The files that lie there, each with when it was last written.</summary>
    public IReadOnlyList<(string Path, DateTime WrittenAt)> Files() => !Directory.Exists(root) ? [] :
    [
        .. new DirectoryInfo(root).EnumerateFiles().Select(file => (file.FullName, file.LastWriteTimeUtc)),
    ];
}
