using CrmAdmin.Access;
using CrmAdmin.Jobs;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Exports;

/// <summary>What every export keeps, whatever its file holds.</summary>
internal abstract class ExportFileRow : JobRow
{
    /// <summary>The file in the exports' folder; null until it is whole.</summary>
    public string? FileName { get; set; }

    /// <summary>The name the file is downloaded under.</summary>
    public string DownloadName { get; set; } = "";

    /// <summary>Size of the file.</summary>
    public long Bytes { get; set; }

    /// <summary>64 hex digits over the file.</summary>
    public string? Sha256 { get; set; }

    /// <summary>What it is narrowed to, in the asker's language and as it was called then.</summary>
    public string Sentence { get; set; } = "";

    /// <summary>The columns' headers as a JSON array; empty while they are not known.</summary>
    public string Columns { get; set; } = "[]";

    /// <summary>Whether some column was masked for the asker.</summary>
    public bool IsMasked { get; set; }

    /// <summary>From when on it is gone, given when it ended.</summary>
    public DateTime? Expires => FinishedAt + (Status == JobStatus.Failed ? ExportOptions.FailedLife : ExportOptions.CompletedLife);

    /// <summary>What the configuration of a kind of export calls first.</summary>
    internal static void ConfigureFile<TRow>(EntityTypeBuilder<TRow> builder, string table)
        where TRow : ExportFileRow
    {
        Configure(builder, table);
        builder.Ignore(j => j.Expires);
        builder.HasIndex(j => new { j.ActorId, j.CreatedAt });
    }
}

/// <summary>Which exports a caller knows of.</summary>
internal static class ExportFileRows
{
    /// <summary>
    /// Those that are not gone yet, for ADMIN all, for others their own. A file with unmasked values stays shut to an
    /// asker who has since lost the role for it.
    /// </summary>
    public static IQueryable<TRow> KnownTo<TRow>(this IQueryable<TRow> rows, Caller caller, DateTime now)
        where TRow : ExportFileRow
    {
        var kept = rows.NotGone(now);
        return caller.SeesMasked
            ? kept
            : kept.Where(j => j.ActorId == caller.ActorId && j.ActorKind == caller.Kind && (j.Role == Role.Viewer || j.Role == Role.Member));
    }

    /// <summary>Those whose time is over.</summary>
    public static IQueryable<TRow> Gone<TRow>(this IQueryable<TRow> rows, DateTime now)
        where TRow : ExportFileRow
    {
        DateTime completed = now - ExportOptions.CompletedLife, failed = now - ExportOptions.FailedLife;
        return rows.Where(j => j.FinishedAt <= failed || (j.FinishedAt <= completed && j.Status != JobStatus.Failed));
    }

    private static IQueryable<TRow> NotGone<TRow>(this IQueryable<TRow> rows, DateTime now)
        where TRow : ExportFileRow
    {
        DateTime completed = now - ExportOptions.CompletedLife, failed = now - ExportOptions.FailedLife;
        return rows.Where(j => j.FinishedAt == null || j.FinishedAt > completed || (j.FinishedAt > failed && j.Status == JobStatus.Failed));
    }
}
