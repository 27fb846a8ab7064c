using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmAdmin.Http;

/// <summary>
/// Writes a refusal as the contract words it: <c>{errorCode, errorMessage, details?}</c> below /crm-core, and
/// <c>{title, status, detail, validationErrors?}</c> below /exports.
/// </summary>
public static class ErrorEnvelope
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with a refusal in the caller's language. Where the answer has already begun the connection is cut.</summary>
    /// <param name="http">The request.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="status">A status of the protocol's own that no code stands for, such as 416; else null.</param>
    public static async Task WriteAsync(HttpContext http, CrmException refusal, int? status = null)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        var exports = CrmPaths.IsExports(http.Request.Path);
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, Options))
        {
            json.WriteStartObject();
            if (exports)
            {
                WriteProblem(json, refusal, http.Language());
            }
            else
            {
                WriteEnvelope(json, refusal, http.Language());
            }

            if (refusal.Code == ErrorCode.InternalError)
            {
                json.WriteString("traceId", http.TraceIdentifier);
            }

            json.WriteEndObject();
        }

        SetHeaders(http, refusal, exports);
        http.Response.StatusCode = status ?? http.Response.StatusCode;
        http.Response.ContentLength = body.WrittenCount;
        await http.Response.Body.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }

    private static void WriteEnvelope(Utf8JsonWriter json, CrmException refusal, CultureInfo language)
    {
        var message = Texts.Get(refusal.Key, language, refusal.Args);
        json.WriteString("errorCode", refusal.Code.ToString());
        json.WriteString("errorMessage", message);
        if (refusal.Code == ErrorCode.TooManyRequests)
        {
            json.WriteString("message", message);
        }

        WriteDetails(json, refusal, language, "details", "message");
    }

    private static void WriteProblem(Utf8JsonWriter json, CrmException refusal, CultureInfo language)
    {
        var status = ProblemStatus(refusal);
        json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status", status);
        json.WriteString("detail", Texts.Get(refusal.Key, language, refusal.Args));
        WriteDetails(json, refusal, language, "validationErrors", "reason");
    }

    private static void WriteDetails(Utf8JsonWriter json, CrmException refusal, CultureInfo language, string array, string text)
    {
        if (refusal.Details.Count == 0)
        {
            return;
        }

        json.WriteStartArray(array);
        foreach (var detail in refusal.Details)
        {
            json.WriteStartObject();
            json.WriteString("path", detail.Path);
            json.WriteString(text, Texts.Get(detail.Key, language, detail.Args));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void SetHeaders(HttpContext http, CrmException refusal, bool exports)
    {
        var response = http.Response;
        response.StatusCode = exports ? ProblemStatus(refusal) : refusal.Code.Status();
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.Remove("ETag");
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = exports ? "HMAC-SHA256, HMAC-SHA256-V2, Bearer, apiKey" : "HMAC-SHA256, HMAC-SHA256-V2, Bearer";
        }
        else if (refusal.Code == ErrorCode.ServiceUnavailable)
        {
            response.Headers.RetryAfter = Limits.RetryAfter;
        }
    }

    /// <summary>Below /exports a wrong value is 422.</summary>
    private static int ProblemStatus(CrmException refusal) =>
        refusal.Code == ErrorCode.ValidationError ? StatusCodes.Status422UnprocessableEntity : refusal.Code.Status();
}
