using CrmAdmin.Access;
using CrmAdmin.Http;

namespace CrmAdmin.Exports;

/// <summary>Exports of every kind as one list, and what can be done with one of them whatever its kind.</summary>
internal sealed class ExportList(IEnumerable<IExportKind> kinds)
{
    /// <summary>The caller's exports, newest first; an ADMIN's list has everybody's.</summary>
    /// <param name="caller">MEMBER or above.</param>
    /// <param name="limit">Most of them.</param>
    /// <param name="ct">Stops the queries.</param>
    public async Task<IReadOnlyList<ExportState>> ListAsync(Caller caller, int limit, CancellationToken ct)
    {
        var all = new List<ExportState>();
        foreach (var kind in kinds)
        {
            all.AddRange(await kind.ListAsync(caller, limit, ct));
        }

        return [.. all.OrderByDescending(e => e.Manifest.AskedAt).ThenByDescending(e => e.JobId, StringComparer.Ordinal).Take(limit)];
    }

    /// <summary>How many exports of the caller's list are waiting or running.</summary>
    public async Task<int> CountRunningAsync(Caller caller, CancellationToken ct)
    {
        var count = 0;
        foreach (var kind in kinds)
        {
            count += await kind.CountRunningAsync(caller, ct);
        }

        return count;
    }

    /// <summary>How an export stands; null where the caller knows of none with this id.</summary>
    public async Task<ExportState?> StatusAsync(Caller caller, string jobId, CancellationToken ct) =>
        await FindAsync(caller, jobId, ct) is var (_, state) ? state : null;

    /// <summary>Stops an export that is not over. 404 where the caller knows of none with this id.</summary>
    public async Task<ExportState> CancelAsync(Caller caller, string jobId, CancellationToken ct) =>
        await (await KindAsync(caller, jobId, ct)).CancelAsync(caller, jobId, ct);

    /// <summary>Asks for the same again, as the caller. 404 where he knows of none with this id.</summary>
    public async Task<ExportTicket> RetryAsync(Caller caller, string jobId, CancellationToken ct) =>
        await (await KindAsync(caller, jobId, ct)).RetryAsync(caller, jobId, ct);

    private async Task<IExportKind> KindAsync(Caller caller, string jobId, CancellationToken ct) =>
        await FindAsync(caller, jobId, ct) is var (kind, _) ? kind : throw CrmException.NotFound(jobId);

    private async Task<(IExportKind Kind, ExportState State)?> FindAsync(Caller caller, string jobId, CancellationToken ct)
    {
        foreach (var kind in kinds)
        {
            if (await kind.StatusAsync(caller, jobId, ct) is { } state)
            {
                return (kind, state);
            }
        }

        return null;
    }
}
