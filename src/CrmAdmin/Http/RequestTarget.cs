using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace CrmAdmin.Http;

/// <summary>The path and query of a request, as the text that came over the wire.</summary>
internal static class RequestTarget
{
    /// <summary>The text, nothing decoded or put in order.</summary>
    public static string Of(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

        // A server that has no wire gives none.
        return target.Length > 0 ? target : http.Request.GetEncodedPathAndQuery();
    }
}
