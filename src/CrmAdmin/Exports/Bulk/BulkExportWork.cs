using System.IO.Compression;
using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Makes the files of contact and activity exports: a ZIP of one CSV, written in one pass.</summary>
internal sealed class BulkExportWork(
    Store store, TimeProvider time, RunningJobs running, ILogger<BulkExportWork> log, ExportFolder folder, SteadyTime steady,
    ContactFile contacts, ActivityFile activities)
    : ExportFileWork<BulkExportJob>(store, time, running, log, folder, steady)
{
    /// <summary>What the names of the files end with.</summary>
    public const string Zip = "zip";

    private readonly TimeProvider time = time;

    /// <inheritdoc/>
    public override string Kind => "bulkExport";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Extensions { get; } = [Zip];

    /// <inheritdoc/>
    protected override string Extension(BulkExportJob row) => Zip;

    /// <inheritdoc/>
    protected override string MimeType(BulkExportJob row) => "application/zip";

    /// <inheritdoc/>
    protected override async Task<Action<BulkExportJob>> WriteAsync(BulkExportJob row, JobRun run, Stream target)
    {
        var request = row.Asked;
        using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        var entry = archive.CreateEntry(Path.ChangeExtension(row.DownloadName, "csv"), CompressionLevel.Fastest);
        entry.LastWriteTime = time.GetUtcNow();
        using var csv = entry.Open();
        var (layout, isMasked) = await (request.IsOfContacts ? contacts.WriteAsync(row, request, run, csv) : activities.WriteAsync(row, request, run, csv));
        var headers = JsonSerializer.Serialize(layout.Columns.Select(c => c.Header), Json.Options);
        return job => (job.Columns, job.IsMasked) = (headers, isMasked);
    }
}
