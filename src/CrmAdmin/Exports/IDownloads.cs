namespace CrmAdmin.Exports;

/// <summary>A kind of file that links lead to.</summary>
internal interface IDownloads
{
    /// <summary>The file that <see cref="DownloadLinks.Make"/> was given this name of; null where it is none of this kind, or gone.</summary>
    Task<DownloadFile?> OpenAsync(string name, CancellationToken ct);
}

/// <summary>A file to be served.</summary>
/// <param name="Content">Its bytes; disposed when it has been served.</param>
/// <param name="MimeType">Its Content-Type.</param>
/// <param name="Name">The name it is saved under.</param>
/// <param name="Tag">Another one for other bytes.</param>
internal sealed record DownloadFile(FileStream Content, string MimeType, string Name, string Tag)
{
    /// <summary>Whether a browser may show it in place of saving it.</summary>
    public bool IsShown { get; init; }
}
