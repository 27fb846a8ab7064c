using CrmAdmin.Storage;

namespace CrmAdmin.Files;

/// <summary>Where the bytes of uploaded files lie: Storage:Path/files, a folder a day, each file under its id.</summary>
internal sealed class FileFolder(DatabaseOptions database)
{
    private const int DayAt = 6;
    private const int DayLength = 6;
    private readonly string root = Path.Combine(database.StoragePath, "files");

    /// <summary>Begins a file. It is not there until <see cref="Finish"/>.</summary>
    public FileStream Create(string fileId)
    {
        DurableFiles.MakeFolder(root);
        DurableFiles.MakeFolder(Path.GetDirectoryName(PathOf(fileId))!);
        return new FileStream(PathOf(fileId) + DurableFiles.Unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
    }

    /// <summary>Ends a file and closes it. When this returns, it is on the disk.</summary>
    public void Finish(FileStream file, string fileId) => DurableFiles.Finish(file, PathOf(fileId));

    /// <summary>Opens a whole file; null where it is gone.</summary>
    public FileStream? Open(string fileId) => DurableFiles.Open(PathOf(fileId));

    /// <summary>Removes a file, whole or not.</summary>
    public void Remove(string fileId)
    {
        if (Directory.Exists(Path.GetDirectoryName(PathOf(fileId))))
        {
            File.Delete(PathOf(fileId) + DurableFiles.Unfinished);
            File.Delete(PathOf(fileId));
        }
    }

    private string PathOf(string fileId) => Path.Combine(root, fileId.Substring(DayAt, DayLength), fileId);
}
