using System.Buffers;
using System.Text;
using CrmAdmin.Http;

namespace CrmAdmin.Loading;

/// <summary>A text file whose encoding is known and in which every byte fits it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Encoding">Strict: it throws where a byte does not fit.</param>
/// <param name="Preamble">Bytes of the byte order mark.</param>
internal sealed record FileText(string Path, Encoding Encoding, int Preamble)
{
    private const int Block = 1 << 20;

    /// <summary>What .NET makes of the two bytes that CP949 does not know, instead of throwing.</summary>
    private static readonly SearchValues<char> NotCp949 = SearchValues.Create("\u0080\uf8f7");

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16 = new UnicodeEncoding(false, false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16BigEndian = new UnicodeEncoding(true, false, throwOnInvalidBytes: true);
    private static readonly Lazy<Encoding> Cp949 = new(() => CodePagesEncodingProvider.Instance.GetEncoding(
        949, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!);

    /// <summary>The encoding's name as people know it.</summary>
    public string Name => Encoding.CodePage switch { 65001 => "UTF-8", 949 => "CP949", _ => "UTF-16" };

    /// <summary>A file that we have written ourselves, in UTF-8.</summary>
    public static FileText Own(string path) => new(path, Utf8, 0);

    /// <summary>
    /// Finds out the encoding and reads the file through once. 400 naming the place where a byte does not fit.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="asked">utf-8, utf-16 or cp949; null to find out.</param>
    /// <param name="ct">Stops the reading.</param>
    public static FileText Check(string path, string? asked, CancellationToken ct)
    {
        using var file = File.OpenRead(path);
        var head = new byte[4];
        var (marked, preamble) = Marked(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        if (asked is null && marked is null)
        {
            return Guess(path, file, ct);
        }

        var text = new FileText(path, asked is null ? marked! : Named(asked, marked), preamble);
        return text.Misfit(file, ct) is { } line ? throw Refused("Loading.WrongEncoding", line, text.Name) : text;
    }

    /// <summary>Reads from the first character on.</summary>
    public StreamReader Open()
    {
        var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, Block, FileOptions.SequentialScan);
        file.Position = Preamble;
        return new StreamReader(file, Encoding, detectEncodingFromByteOrderMarks: false, Block);
    }

    private static (Encoding? Encoding, int Preamble) Marked(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, ..] => (Utf16, 2),
        [0xFE, 0xFF, ..] => (Utf16BigEndian, 2),
        [not 0, 0, not 0, 0] => (Utf16, 0),
        [0, not 0, 0, not 0] => (Utf16BigEndian, 0),
        _ => (null, 0),
    };

    private static Encoding Named(string asked, Encoding? marked) => asked.ToUpperInvariant() switch
    {
        "UTF-8" or "UTF8" => Utf8,
        "CP949" or "EUC-KR" or "UHC" => Cp949.Value,
        "UTF-16" or "UTF16" => marked == Utf16BigEndian ? Utf16BigEndian : Utf16,
        _ => throw Refused("Loading.UnknownEncoding", asked),
    };

    private static FileText Guess(string path, FileStream file, CancellationToken ct)
    {
        var utf8 = new FileText(path, Utf8, 0);
        if (utf8.Misfit(file, ct) is not { } line)
        {
            return utf8;
        }

        var cp949 = new FileText(path, Cp949.Value, 0);
        return cp949.Misfit(file, ct) is { } other ? throw Refused("Loading.NoEncoding", line, other) : cp949;
    }

    /// <summary>The line with the first byte that does not fit; null where all of them do.</summary>
    private long? Misfit(FileStream file, CancellationToken ct)
    {
        var decoder = Encoding.GetDecoder();
        var (bytes, chars) = (new byte[Block], new char[Encoding.GetMaxCharCount(Block)]);
        long line = 1;
        file.Position = Preamble;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var read = file.Read(bytes);
            try
            {
                var decoded = chars.AsSpan(0, decoder.GetChars(bytes, 0, read, chars, 0, flush: read == 0));
                if (Encoding.CodePage == 949 && decoded.IndexOfAny(NotCp949) is >= 0 and var misfit)
                {
                    return line + decoded[..misfit].Count('\n');
                }

                line += decoded.Count('\n');
            }
            catch (DecoderFallbackException e)
            {
                var before = bytes.AsSpan(0, Math.Clamp(e.Index, 0, read));
                return line + Encoding.Latin1.GetString(before).AsSpan().Count('\n');
            }

            if (read == 0)
            {
                return null;
            }
        }
    }

    private static CrmException Refused(string key, params object?[] args) => new(ErrorCode.ValidationError, key, args);
}
