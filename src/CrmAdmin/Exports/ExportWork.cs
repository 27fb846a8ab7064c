using CrmAdmin.Exports.Writing;
using CrmAdmin.Jobs;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;

namespace CrmAdmin.Exports;

/// <summary>Makes the files of record exports.</summary>
internal sealed class ExportWork(
    Store store, TimeProvider time, RunningJobs running, ILogger<ExportWork> log, ExportFolder folder, SteadyTime steady,
    SelectionReader selections, WorkspaceSettings workspace, ExportRecords records)
    : ExportFileWork<ExportJob>(store, time, running, log, folder, steady)
{
    private readonly TimeProvider time = time;

    /// <inheritdoc/>
    public override string Kind => "export";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Extensions { get; } = [.. Enum.GetValues<ExportFormat>().Select(f => f.Extension())];

    /// <inheritdoc/>
    protected override string Extension(ExportJob row) => row.Format.Extension();

    /// <inheritdoc/>
    protected override string MimeType(ExportJob row) => row.Format.MimeType();

    /// <inheritdoc/>
    protected override async Task<Action<ExportJob>> WriteAsync(ExportJob row, JobRun run, Stream target)
    {
        var plan = await ExportPlan.MakeAsync(selections, workspace, row.Asker, row.Asked, row.Culture(), run.Token);
        using var writer = ExportWriter.For(plan.Format, plan.Layout, target, time);
        await records.ReadAsync(plan, null, (total, rows) => writer.WriteAllAsync(rows, total, run), run.Token);
        var cut = writer.CutCells;
        return job => (job.CutCells, job.IsMasked) = (cut, plan.IsMasked);
    }
}
