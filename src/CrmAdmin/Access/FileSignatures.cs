using System.Buffers.Binary;
using System.Globalization;
using CrmAdmin.Storage;

namespace CrmAdmin.Access;

/// <summary>
/// The memory of a single process: one set and one append-only file for each minute of dates, so that forgetting is
/// deleting a file. A written entry is in the system's cache, where killing the process does not reach it.
/// </summary>
internal sealed partial class FileSignatures : SignatureMemory, IDisposable
{
    private const int EntryBytes = 16;
    private const string Extension = ".signatures";
    private readonly Dictionary<long, Minute> minutes = [];
    private readonly Lock turn = new();
    private readonly string folder;
    private readonly TimeProvider time;
    private readonly ILogger<FileSignatures> log;

    public FileSignatures(DatabaseOptions options, TimeProvider time, ILogger<FileSignatures> log)
    {
        (this.time, this.log) = (time, log);
        folder = Directory.CreateDirectory(Path.Combine(options.StoragePath, "signatures")).FullName;
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                minutes.Add(number, new Minute(file));
            }
        }
    }

    /// <inheritdoc/>
    public override ValueTask<bool> RememberAsync(byte[] signature, DateTime date, CancellationToken ct)
    {
        var number = Number(date);
        Minute? minute;
        lock (turn)
        {
            if (!minutes.TryGetValue(number, out minute))
            {
                Forget();
                minutes.Add(number, minute = new Minute(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number}{Extension}"))));
            }
        }

        var added = minute.Add(signature.AsSpan(0, EntryBytes), out var fault);
        if (fault is not null)
        {
            LogUnwritten(fault);
        }

        return new(added);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (turn)
        {
            foreach (var minute in minutes.Values)
            {
                minute.Dispose();
            }

            minutes.Clear();
        }
    }

    private static long Number(DateTime date) => date.Ticks / TimeSpan.TicksPerMinute;

    private void Forget()
    {
        var oldest = Number(time.GetUtcNow().UtcDateTime - Signatures.Window);
        foreach (var (number, minute) in minutes.Where(m => m.Key < oldest).ToList())
        {
            minute.Delete();
            minutes.Remove(number);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signatures cannot be written down for now; they are kept in memory")]
    private partial void LogUnwritten(Exception fault);

    /// <summary>The signatures whose dates lie in one minute, by their first 128 bits.</summary>
    private sealed class Minute : IDisposable
    {
        private readonly HashSet<(ulong, ulong)> known = [];
        private readonly List<byte> unwritten = [];
        private readonly string path;
        private FileStream? file;

        public Minute(string path)
        {
            this.path = path;
            var stored = File.Exists(path) ? File.ReadAllBytes(path) : [];
            for (var at = 0; at + EntryBytes <= stored.Length; at += EntryBytes)
            {
                known.Add(Key(stored.AsSpan(at, EntryBytes)));
            }
        }

        /// <summary>Refusing requests while the disk is full would take reads down too, so entries then wait in memory.</summary>
        public bool Add(ReadOnlySpan<byte> entry, out IOException? fault)
        {
            fault = null;
            lock (known)
            {
                if (!known.Add(Key(entry)))
                {
                    return false;
                }

                unwritten.AddRange(entry);
                try
                {
                    Write();
                }
                catch (IOException e)
                {
                    fault = unwritten.Count == EntryBytes ? e : null;
                }

                return true;
            }
        }

        public void Delete()
        {
            Dispose();
            File.Delete(path);
        }

        public void Dispose()
        {
            lock (known)
            {
                file?.Dispose();
                file = null;
            }
        }

        /// <summary>Always from a whole number of entries on: what a full disk cut short is written over.</summary>
        private void Write()
        {
            file ??= new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Position = (long)(known.Count * EntryBytes) - unwritten.Count;
            file.Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(unwritten));
            unwritten.Clear();
        }

        private static (ulong, ulong) Key(ReadOnlySpan<byte> entry) =>
            (BinaryPrimitives.ReadUInt64LittleEndian(entry), BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]));
    }
}
