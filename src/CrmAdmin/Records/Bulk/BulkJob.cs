using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmAdmin.Records.Bulk;

/// <summary>
/// An order being carried out, 1,000 records a transaction. What is done is written in the transactions that do it, so that
/// a run which goes on after a kill begins exactly behind the last record that was dealt with.
/// </summary>
internal sealed class BulkJob : JobRow, IEntityTypeConfiguration<BulkJob>
{
    public string EntityId { get; set; } = "";

    public BulkAct Act { get; set; }

    /// <summary><see cref="BulkOrder.What"/>.</summary>
    public string? What { get; set; }

    /// <summary><see cref="BulkOrder.Change"/> as JSON.</summary>
    public string? Change { get; set; }

    /// <summary>The <see cref="BulkSource"/> as JSON.</summary>
    public string Source { get; set; } = "";

    /// <summary>The run whose records it takes back; that one is kept until this one is over.</summary>
    public string? RunId { get; set; }

    /// <summary>Chunks written.</summary>
    public int Chunks { get; set; }

    /// <summary>Where the next chunk begins; null before the first and behind the last.</summary>
    public string? After { get; set; }

    /// <summary>Records that were done.</summary>
    public long Done { get; set; }

    /// <summary>Records that were not.</summary>
    public long Skipped { get; set; }

    public bool IsTold { get; set; }

    public bool IsDismissed { get; set; }

    public bool IsUndone { get; set; }

    /// <summary>What was ordered.</summary>
    public BulkOrder Order => new(Act, EntityId, Total, What, Change is null ? null : JsonNode.Parse(Change)!.AsObject());

    /// <summary>Which records were meant.</summary>
    public BulkSource Meant => JsonSerializer.Deserialize<BulkSource>(Source, Json.Options)!;

    /// <summary>The row of an order.</summary>
    public static BulkJob Of(BulkOrder order, BulkSource source) => new()
    {
        EntityId = order.EntityId,
        Act = order.Act,
        Total = order.Total,
        What = order.What,
        Change = order.Change?.ToJsonString(),
        Source = JsonSerializer.Serialize(source, Json.Options),
        RunId = source.RunId,
    };

    public void Configure(EntityTypeBuilder<BulkJob> builder)
    {
        Configure(builder, "bulk_jobs");
        builder.HasIndex(j => new { j.ActorId, j.EntityId });
        builder.Ignore(j => j.Order);
        builder.Ignore(j => j.Meant);
    }
}

/// <summary>What became of one chunk of a run's records.</summary>
internal sealed class BulkChunk : IEntityTypeConfiguration<BulkChunk>
{
    public string JobId { get; set; } = "";

    /// <summary>From 1.</summary>
    public int Number { get; set; }

    /// <summary>The ids of the records that were done, one behind the other.</summary>
    public string DoneIds { get; set; } = "";

    /// <summary>The <see cref="BulkItem"/>s of those that were not, as far as they are kept, as JSON; null for none.</summary>
    public string? Skipped { get; set; }

    /// <summary>The records that were done.</summary>
    public IReadOnlyList<string> Done => [.. DoneIds.Chunk(Ids.Length).Select(id => new string(id))];

    public void Configure(EntityTypeBuilder<BulkChunk> builder)
    {
        builder.ToTable("bulk_chunks").HasKey(c => new { c.JobId, c.Number });
        builder.Ignore(c => c.Done);
    }
}
