using System.Runtime.InteropServices;
using System.Text;

namespace CrmAdmin.Storage;

/// <summary>Files that are either there whole, by their name, or not at all.</summary>
internal static class DurableFiles
{
    /// <summary>What an unfinished file's name ends with.</summary>
    public const string Unfinished = ".tmp";

    private const int Block = 64 * 1024;
    private const int ReadOnly = 0;

    /// <summary>
    /// Gives a file that was written as <paramref name="path"/> + <see cref="Unfinished"/> its name, and closes it. When
    /// this returns, file and name are on the disk.
    /// </summary>
    public static void Finish(FileStream file, string path)
    {
        file.Flush(flushToDisk: true);
        file.Dispose();
        File.Move(path + Unfinished, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Opens a whole file; null where it is gone.</summary>
    public static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Block, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Makes a folder where there is none yet; its name is then on the disk too. It holds people's data: nobody else on
    /// this machine can look into it.
    /// </summary>
    public static void MakeFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>A new name is in the folder's own data, which .NET has no call to bring to the disk.</summary>
    private static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = OpenFolder(Encoding.UTF8.GetBytes(path + '\0'), ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"A folder cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        }

        var failed = Flush(handle) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (failed)
        {
            throw new IOException($"A folder cannot be brought to the disk: error {error}.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenFolder(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Flush(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
