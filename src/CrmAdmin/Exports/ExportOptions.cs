using CrmAdmin.Storage;

namespace CrmAdmin.Exports;

/// <summary>The settings of exports.</summary>
/// <param name="SyncLimit">Export:SyncLimit: most records of an export that is made while the caller waits; 10,000 by default.</param>
/// <param name="LinkLife">Export:LinkMinutes: how long a download link is good; 60 by default, may be a fraction.</param>
/// <param name="PublicUrl">Http:PublicUrl: what links begin with, without a slash at the end; null for the request's own address.</param>
/// <param name="Folder">Where the files lie.</param>
public sealed record ExportOptions(long SyncLimit, TimeSpan LinkLife, string? PublicUrl, string Folder)
{
    /// <summary>How long a completed or canceled export is kept.</summary>
    public static readonly TimeSpan CompletedLife = TimeSpan.FromHours(24);

    /// <summary>How long a failed export's reason is kept.</summary>
    public static readonly TimeSpan FailedLife = TimeSpan.FromDays(7);

    /// <summary>How long a link to an export of contacts or activities is good.</summary>
    public static readonly TimeSpan BulkLinkLife = TimeSpan.FromMinutes(100);

    /// <summary>Most columns of an Excel sheet.</summary>
    public const int ExcelColumns = 16_384;

    /// <summary>Lines of a sample, the header included.</summary>
    public const int SampleLines = 5;

    /// <summary>The whole address of a path of ours, for whoever made a request.</summary>
    public string Absolute(HttpRequest request, string path) =>
        (PublicUrl ?? $"{request.Scheme}://{request.Host}{request.PathBase}") + path;

    /// <summary>Reads the settings; throws at start where they make no sense.</summary>
    public static ExportOptions From(IConfiguration configuration)
    {
        var limit = configuration.GetValue("Export:SyncLimit", 10_000L);
        var minutes = configuration.GetValue("Export:LinkMinutes", 60d);
        var url = configuration["Http:PublicUrl"]?.TrimEnd('/');
        if (limit < 0 || !(minutes > 0 && minutes <= TimeSpan.FromDays(365).TotalMinutes))
        {
            throw new InvalidOperationException("Export:SyncLimit must not be negative, and Export:LinkMinutes must lie above 0 and within a year.");
        }

        if (!string.IsNullOrEmpty(url) && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            throw new InvalidOperationException("Http:PublicUrl must be an absolute http or https address.");
        }

        var folder = Path.Combine(DatabaseOptions.From(configuration).StoragePath, "exports");
        return new ExportOptions(limit, TimeSpan.FromMinutes(minutes), string.IsNullOrEmpty(url) ? null : url, folder);
    }
}
