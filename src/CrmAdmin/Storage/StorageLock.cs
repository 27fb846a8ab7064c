using System.Diagnostics;
using CrmAdmin.Http;

namespace CrmAdmin.Storage;

/// <summary>
/// Keeps other processes out of the data folder while this one runs: the write gate makes SQLite safe within one process
/// only. The system takes the lock away when the process ends, however it ends. On PostgreSQL nothing is locked.
/// </summary>
public sealed class StorageLock(DatabaseOptions options) : IDisposable
{
    private const string FileName = "lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private FileStream? held;

    /// <summary>
    /// Takes the lock before the database is opened, waiting up to <see cref="Limits.WriteWait"/> for a process that is
    /// about to end. Throws <see cref="InvalidOperationException"/> where another one keeps it.
    /// </summary>
    public async Task TakeAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(options.StoragePath);
        var waited = Stopwatch.StartNew();
        while (options.Provider == DatabaseProvider.Sqlite && held is null)
        {
            held = Open();
            if (held is null && waited.Elapsed > Limits.WriteWait)
            {
                throw new InvalidOperationException(
                    $"Another process works in the data folder {options.StoragePath}. Stop it, or give another Storage:Path.");
            }

            await Task.Delay(held is null ? Pause : TimeSpan.Zero, ct);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held?.Dispose();

    private FileStream? Open()
    {
        try
        {
            return new FileStream(Path.Combine(options.StoragePath, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            return null;
        }
    }
}
