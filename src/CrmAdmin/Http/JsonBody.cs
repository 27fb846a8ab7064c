using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CrmAdmin.Http;

/// <summary>Reads a request's JSON body strictly; what is wrong is named by its path.</summary>
public static class JsonBody
{
    /// <summary>
    /// The body as <typeparamref name="T"/>. Refuses with 415 what is not JSON, 413 what is over
    /// <see cref="Limits.BodyBytes"/>, 400 InvalidJson what does not parse, 400 ValidationError a member of the wrong kind.
    /// </summary>
    public static async Task<T> ReadAsync<T>(HttpContext http, CancellationToken ct) => Parse<T>(await BytesAsync(http, ct));

    /// <summary>The body as a JSON object whose members are read one by one; the same refusals.</summary>
    public static async Task<JsonElement> ReadObjectAsync(HttpContext http, CancellationToken ct)
    {
        var body = await ReadAsync<JsonElement>(http, ct);
        return body.ValueKind == JsonValueKind.Object ? body : throw CrmException.Invalid("", "Http.ObjectNeeded");
    }

    /// <summary>Parses one JSON text by the same rules.</summary>
    public static T Parse<T>(byte[] utf8)
    {
        var document = Read(utf8);
        if (document.RootElement is T element)
        {
            // It lives as long as its document, which therefore is left to the garbage collector.
            return element;
        }

        using (document)
        {
            return As<T>(document);
        }
    }

    /// <summary>The raw body, within its limit. Of a body without a length the size shows only when it has been read: 413 comes before 415.</summary>
    public static async Task<byte[]> BytesAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Request.ContentLength > Limits.BodyBytes)
        {
            throw new CrmException(ErrorCode.PayloadTooLarge, "Http.PayloadTooLarge", Limits.BodyBytes);
        }

        var bytes = await ReadAsync(http.Request, ct);
        return http.Request.HasJsonContentType() ? bytes : throw new CrmException(ErrorCode.UnsupportedMediaType, "Http.UnsupportedMediaType");
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (read.Buffer.Length > Limits.BodyBytes)
            {
                // Given back, so that the server can read the rest away and the client gets to see the refusal.
                request.BodyReader.AdvanceTo(read.Buffer.End);
                throw new CrmException(ErrorCode.PayloadTooLarge, "Http.PayloadTooLarge", Limits.BodyBytes);
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static T As<T>(JsonDocument document)
    {
        try
        {
            return document.Deserialize<T>(Json.Options) ?? throw CrmException.Invalid("", "Http.ObjectNeeded");
        }
        catch (JsonException e) when (e.Path is not null)
        {
            throw CrmException.Invalid(e.Path.TrimStart('$').TrimStart('.'), "Http.WrongKind");
        }
    }

    private static JsonDocument Read(byte[] utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Limits.JsonDepth });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    CheckText(ref reader);
                }
                else if (reader.TokenType == JsonTokenType.Number && !double.IsFinite(reader.GetDouble()))
                {
                    throw new CrmException(ErrorCode.InvalidJson, "Http.InvalidJson");
                }
            }

            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = Limits.JsonDepth, AllowDuplicateProperties = false });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            throw new CrmException(ErrorCode.InvalidJson, "Http.InvalidJson");
        }
    }

    /// <summary>GetString refuses lone surrogates and broken UTF-8 by InvalidOperationException.</summary>
    private static void CheckText(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.HasValueSequence)
        {
            if (reader.GetString()!.Contains('\0', StringComparison.Ordinal))
            {
                throw new JsonException();
            }

            return;
        }

        if (!System.Text.Unicode.Utf8.IsValid(reader.ValueSpan))
        {
            throw new JsonException();
        }
    }
}
