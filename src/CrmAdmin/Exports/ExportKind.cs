using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Segments;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Exports;

/// <summary>One kind of export, as the list of all of them needs it. Every method refuses whoever is below MEMBER.</summary>
internal interface IExportKind
{
    /// <summary>The caller's exports of this kind, newest first; an ADMIN's list has everybody's.</summary>
    Task<IReadOnlyList<ExportState>> ListAsync(Caller caller, int limit, CancellationToken ct);

    /// <summary>How many of the exports that the caller's list has are waiting or running.</summary>
    Task<int> CountRunningAsync(Caller caller, CancellationToken ct);

    /// <summary>How an export stands; null where the caller knows of none of this kind with this id.</summary>
    Task<ExportState?> StatusAsync(Caller caller, string jobId, CancellationToken ct);

    /// <summary>Stops an export that is not over and removes what it has written. 404 where the caller knows of none with this id.</summary>
    Task<ExportState> CancelAsync(Caller caller, string jobId, CancellationToken ct);

    /// <summary>Asks for the same again, as the caller. 404 where he knows of none with this id, else as when it is asked for.</summary>
    Task<ExportTicket> RetryAsync(Caller caller, string jobId, CancellationToken ct);
}

/// <summary>What all kinds of export do alike: list, follow, stop.</summary>
internal abstract class ExportKind<TRow>(
    Store store, ExportFileWork<TRow> work, DownloadLinks links, RunningJobs running, ConditionWording wording, AuditLog audit,
    TimeProvider time) : IExportKind
    where TRow : ExportFileRow
{
    /// <summary>The database.</summary>
    protected Store Store => store;

    /// <summary>Makes the files.</summary>
    protected ExportFileWork<TRow> Work => work;

    /// <summary>Says what an export is narrowed to.</summary>
    protected ConditionWording Wording => wording;

    /// <summary>Where acts are written down.</summary>
    protected AuditLog Audit => audit;

    /// <summary>How long a link to a file is good; null for as long as the settings say.</summary>
    protected virtual TimeSpan? LinkLife => null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExportState>> ListAsync(Caller caller, int limit, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var rows = await store.ReadAsync(
            db => db.Set<TRow>().AsNoTracking().KnownTo(caller, Now())
                .OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.JobId)
                .Take(limit)
                .ToListAsync(ct),
            ct);
        return await StatesAsync(caller, rows, ct);
    }

    /// <inheritdoc/>
    public Task<int> CountRunningAsync(Caller caller, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return store.ReadAsync(
            db => db.Set<TRow>().KnownTo(caller, Now()).CountAsync(j => j.Status == JobStatus.Pending || j.Status == JobStatus.Processing, ct),
            ct);
    }

    /// <inheritdoc/>
    public async Task<ExportState?> StatusAsync(Caller caller, string jobId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return await FindAsync(caller, jobId, ct) is { } row ? await StateAsync(caller, row, ct) : null;
    }

    /// <inheritdoc/>
    public async Task<ExportState> CancelAsync(Caller caller, string jobId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var row = await FindAsync(caller, jobId, ct) ?? throw CrmException.NotFound(jobId);
        var stopped = await work.StopAsync(
            jobId, JobStatus.Canceled, (db, canceled) => audit.AppendAsync(db, caller, [Canceled(canceled)], ct), ct);
        return await StateAsync(caller, stopped ?? row, ct);
    }

    /// <inheritdoc/>
    public async Task<ExportTicket> RetryAsync(Caller caller, string jobId, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        return await AskAgainAsync(caller, await FindAsync(caller, jobId, ct) ?? throw CrmException.NotFound(jobId), ct);
    }

    /// <summary>Asks for what a row asked for.</summary>
    protected abstract Task<ExportTicket> AskAgainAsync(Caller caller, TRow row, CancellationToken ct);

    /// <summary>What is written down when a row's export is stopped.</summary>
    protected abstract AuditEntry Canceled(TRow row);

    /// <summary>What a row's export is narrowed to, in words; null where something in it is no longer there.</summary>
    protected abstract string? Say(TRow row, ConditionWords words);

    /// <summary>What a row's export is.</summary>
    protected abstract ExportManifest Manifest(TRow row);

    /// <summary>The row with an id that the caller knows of, or null.</summary>
    protected Task<TRow?> FindAsync(Caller caller, string jobId, CancellationToken ct) => store.ReadAsync(
        db => db.Set<TRow>().AsNoTracking().KnownTo(caller, Now()).SingleOrDefaultAsync(j => j.JobId == jobId, ct), ct);

    /// <summary>A fresh link to a row's file, without the base of its address; null where there is no file.</summary>
    protected string? Link(TRow row) => row is { Status: JobStatus.Completed, FileName: { } name } ? links.Make(name, LinkLife) : null;

    /// <summary>How far a row is. It is written once a second; a run in this process knows better.</summary>
    protected (long Progress, long Total) Reached(TRow row) =>
        row.Status == JobStatus.Processing && running.Find(row.JobId) is { } run && run.Fence == row.Fence
            ? (run.Progress, run.Total)
            : (row.Progress, row.Total);

    /// <summary>The present instant, UTC.</summary>
    protected DateTime Now() => time.GetUtcNow().UtcDateTime;

    private async Task<ExportState> StateAsync(Caller caller, TRow row, CancellationToken ct) => (await StatesAsync(caller, [row], ct))[0];

    /// <summary>Rows as the reader sees them: what was asked for in another language than his is said anew, as long as it can be.</summary>
    private async Task<IReadOnlyList<ExportState>> StatesAsync(Caller caller, IReadOnlyList<TRow> rows, CancellationToken ct)
    {
        var language = CultureInfo.CurrentUICulture;
        var words = rows.All(IsHis) ? null : await wording.InAsync(caller, language, ct);
        return [.. rows.Select(row => State(row, (IsHis(row) ? null : Say(row, words!)) ?? row.Sentence))];

        bool IsHis(TRow row) => row.Language == language.TwoLetterISOLanguageName;
    }

    private ExportState State(TRow row, string condition)
    {
        var (progress, total) = Reached(row);
        var error = row.Status == JobStatus.Failed ? row.Failure(CultureInfo.CurrentUICulture) : null;
        return new ExportState(row.JobId, row.Status, progress, total, Link(row), error, Manifest(row) with { Condition = condition });
    }
}
