using System.Globalization;

namespace CrmAdmin.Http;

/// <summary>A request's If-Match, to be held against the version that a write finds in its own transaction.</summary>
public sealed class IfMatch
{
    private readonly string[] tags;

    private IfMatch(string[] tags) => this.tags = tags;

    /// <summary>The header; null where absent or «*», which any version fits.</summary>
    public static IfMatch? From(HttpContext http)
    {
        var header = http.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return null;
        }

        var tags = header.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return tags is ["*"] ? null : new IfMatch(tags);
    }

    /// <summary>What a page that shows this version sends with a change.</summary>
    public static IfMatch Of(long version) => new([Tag(version)]);

    /// <summary>The ETag of a version.</summary>
    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Tells the caller which version an answer shows.</summary>
    public static void SetTag(HttpContext http, long version) => http.Response.Headers.ETag = Tag(version);

    /// <summary>409 Conflict when the version is none of those named.</summary>
    public void Demand(long version)
    {
        if (!tags.Contains(Tag(version)))
        {
            throw new CrmException(ErrorCode.Conflict, "Http.VersionConflict");
        }
    }
}
