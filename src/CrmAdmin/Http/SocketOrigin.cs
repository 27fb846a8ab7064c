namespace CrmAdmin.Http;

/// <summary>Refuses circuits that a page of another origin asks for: the browser would send our cookie along.</summary>
internal sealed class SocketOrigin(RequestDelegate next, IConfiguration configuration)
{
    /// <summary>Where circuits are opened.</summary>
    public const string CircuitPath = "/_blazor";

    private readonly string? publicOrigin = Uri.TryCreate(configuration["Http:PublicUrl"], UriKind.Absolute, out var address)
        ? address.GetLeftPart(UriPartial.Authority)
        : null;

    /// <summary>403 for a foreign Origin on the circuit's path or any WebSocket.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var isCircuit = http.WebSockets.IsWebSocketRequest || http.Request.Path.StartsWithSegments(CircuitPath, StringComparison.OrdinalIgnoreCase);
        if (!isCircuit || IsOwn(http.Request))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsOwn(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        return string.IsNullOrEmpty(origin)
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || string.Equals(origin, publicOrigin, StringComparison.OrdinalIgnoreCase);
    }
}
