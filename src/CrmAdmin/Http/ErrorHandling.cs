namespace CrmAdmin.Http;

/// <summary>The one place where a refusal or a fault below /crm-core and /exports becomes an answer.</summary>
internal sealed partial class ErrorHandling(RequestDelegate next, ILogger<ErrorHandling> log)
{
    private const int ClientClosedRequest = 499;

    /// <summary>Runs the rest; pages are left to their own error handling.</summary>
    public Task InvokeAsync(HttpContext http) => CrmPaths.IsApi(http.Request.Path) ? AnswerAsync(http) : next(http);

    private async Task AnswerAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.Response.StatusCode >= StatusCodes.Status400BadRequest)
            {
                int? own = http.Response.StatusCode == StatusCodes.Status416RangeNotSatisfiable ? StatusCodes.Status416RangeNotSatisfiable : null;
                await ErrorEnvelope.WriteAsync(http, OfStatus(http.Response.StatusCode), own);
            }
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = http.Response.HasStarted ? http.Response.StatusCode : ClientClosedRequest;
        }
        catch (Exception fault)
        {
            var refusal = Faults.Refusal(fault);
            Log(http, refusal, fault);
            await ErrorEnvelope.WriteAsync(http, refusal);
        }
    }

    /// <summary>What the framework answered by a bare status.</summary>
    private static CrmException OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new(ErrorCode.Unauthorized, "Http.Unauthorized"),
        StatusCodes.Status403Forbidden => new(ErrorCode.Forbidden, "Http.Forbidden"),
        StatusCodes.Status404NotFound => new(ErrorCode.ResourceNotFound, "Http.RouteNotFound"),
        StatusCodes.Status405MethodNotAllowed => new(ErrorCode.MethodNotAllowed, "Http.MethodNotAllowed"),
        StatusCodes.Status413PayloadTooLarge => new(ErrorCode.PayloadTooLarge, "Http.BodyTooLarge"),
        StatusCodes.Status415UnsupportedMediaType => new(ErrorCode.UnsupportedMediaType, "Http.UnsupportedMediaType"),
        StatusCodes.Status429TooManyRequests => new(ErrorCode.TooManyRequests, "Http.TooManyRequests"),
        StatusCodes.Status503ServiceUnavailable => new(ErrorCode.ServiceUnavailable, "Http.StorageUnavailable"),
        < StatusCodes.Status500InternalServerError => new(ErrorCode.ValidationError, "Http.BadRequest"),
        _ => new(ErrorCode.InternalError, "Http.InternalError"),
    };

    private void Log(HttpContext http, CrmException refusal, Exception fault)
    {
        if (refusal.Code == ErrorCode.InternalError)
        {
            LogFault(http.Request.Method, http.Request.Path, http.TraceIdentifier, fault);
        }
        else if (refusal.Code == ErrorCode.ServiceUnavailable)
        {
            LogUnavailable(http.Request.Method, http.Request.Path, http.TraceIdentifier, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed, trace {TraceId}")]
    private partial void LogFault(string method, string path, string traceId, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} is unavailable for the moment, trace {TraceId}")]
    private partial void LogUnavailable(string method, string path, string traceId, Exception fault);
}
