using System.Text;
using CrmAdmin.Conditions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CrmAdmin.Http;

/// <summary>Reads a multipart/form-data body part by part as it arrives; nothing of a file is held in memory.</summary>
internal sealed class MultipartBody
{
    private readonly MultipartReader reader;
    private int parts;

    private MultipartBody(MultipartReader reader) => this.reader = reader;

    /// <summary>The body of a request; 415 for any other kind (413 where that is too large), 400 where it names no boundary.</summary>
    public static async Task<MultipartBody> OfAsync(HttpContext http)
    {
        var request = http.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            await BufferedBody.PassOverAsync(http);
            throw new CrmException(ErrorCode.UnsupportedMediaType, "Http.MultipartNeeded");
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        return string.IsNullOrEmpty(boundary) ? throw Broken() : new MultipartBody(new MultipartReader(boundary, request.Body));
    }

    /// <summary>The next part that has a name; null behind the last. What was not read of the one before is passed over.</summary>
    public async Task<MultipartPart?> NextAsync(CancellationToken ct)
    {
        while (await ReadAsync(() => reader.ReadNextSectionAsync(ct)) is { } section)
        {
            if (++parts > Limits.MultipartParts)
            {
                throw CrmException.Invalid("", "Http.TooManyParts", Limits.MultipartParts);
            }

            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                && (disposition.IsFormDisposition() || disposition.IsFileDisposition()))
            {
                var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
                return new MultipartPart(HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "", fileName.Value, section.Body);
            }
        }

        return null;
    }

    /// <summary>Reads, telling a body that is broken from one that is cut off or too large.</summary>
    internal static async ValueTask<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Broken();
        }
    }

    private static CrmException Broken() => CrmException.Invalid("", "Http.MultipartBroken");
}

/// <summary>One part of a multipart body.</summary>
/// <param name="Name">What it is called in the form.</param>
/// <param name="FileName">The name of the file it holds, as it was sent; null for none.</param>
/// <param name="Content">Its bytes, once.</param>
internal sealed record MultipartPart(string Name, string? FileName, Stream Content)
{
    private const int Block = 64 * 1024;

    /// <summary>Told how many bytes have arrived while they are copied; null where nobody asks.</summary>
    public Action<long>? Arrived { get; init; }

    /// <summary>Writes the content to a file; 413 beyond so many bytes. Gives its length.</summary>
    public async Task<long> CopyAsync(Stream target, long most, CancellationToken ct)
    {
        var block = new byte[Block];
        for (long length = 0; ;)
        {
            var read = await MultipartBody.ReadAsync(() => Content.ReadAsync(block, ct).AsTask());
            if (read == 0)
            {
                return length;
            }

            length += read;
            if (length > most)
            {
                throw new CrmException(ErrorCode.PayloadTooLarge, "Http.PayloadTooLarge", most);
            }

            await target.WriteAsync(block.AsMemory(0, read), ct);
            Arrived?.Invoke(length);
        }
    }

    /// <summary>The content as a short text in NFC; 400 where it is too long or no text.</summary>
    public async Task<string> TextAsync(CancellationToken ct)
    {
        var bytes = new byte[Limits.MultipartValue + 1];
        var length = await MultipartBody.ReadAsync(() => Content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct).AsTask());
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
            return length > Limits.MultipartValue || text.Contains('\0', StringComparison.Ordinal)
                ? throw CrmException.Invalid(Name, "Http.QueryValue")
                : Folding.Nfc(text);
        }
        catch (DecoderFallbackException)
        {
            throw CrmException.Invalid(Name, "Http.QueryValue");
        }
    }
}
