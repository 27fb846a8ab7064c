using System.Buffers;
using System.Security.Cryptography;

namespace CrmAdmin.Exports;

/// <summary>Whether a file is the one that an export made.</summary>
/// <param name="FileName">The file's name.</param>
/// <param name="Difference">Its bytes above those of the export; below 0 where it is shorter.</param>
/// <param name="IsSame">Whether every byte is the same.</param>
internal sealed record ExportCheck(string FileName, long Difference, bool IsSame)
{
    private const int Part = 1 << 16;

    /// <summary>A file of another size: nothing of it needs to be read.</summary>
    public static ExportCheck OfSize(string fileName, long difference) => new(fileName, difference, IsSame: false);

    /// <summary>Reads a file of the export's size through; no more than a part of it is ever in memory.</summary>
    /// <param name="fileName">The file's name.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="sha256">64 hex digits over the export's file.</param>
    /// <param name="arrived">Told of the bytes that have been read so far.</param>
    /// <param name="ct">Stops the reading.</param>
    public static async Task<ExportCheck> ReadAsync(string fileName, Stream content, string sha256, Action<long> arrived, CancellationToken ct)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var part = ArrayPool<byte>.Shared.Rent(Part);
        try
        {
            long done = 0;
            for (int read; (read = await content.ReadAsync(part, ct)) > 0; arrived(done += read))
            {
                digest.AppendData(part, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }

        return new ExportCheck(fileName, 0, Convert.ToHexStringLower(digest.GetHashAndReset()) == sha256);
    }
}
