using System.Threading.Channels;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Loading;

/// <summary>
/// Loads rows in chunks, each one transaction, through the same service as bulk/create. Rows are read and checked beside
/// the writing of the chunk before.
/// </summary>
internal sealed class Loader(RecordService records, Caller caller, EntitySchema schema, IReadOnlyList<LoadColumn> columns)
{
    private const int ChunksAhead = 4;

    /// <summary>Loads them all. A row that breaks a rule goes to <paramref name="rejects"/>; the others are loaded.</summary>
    /// <param name="source">At its first row.</param>
    /// <param name="rejects">Takes the refused ones.</param>
    /// <param name="progress">Is told how many rows are on the disk, after each chunk.</param>
    /// <param name="ct">Stops after the chunk being written.</param>
    /// <returns>How many records were made.</returns>
    public async Task<long> RunAsync(RowSource source, Rejects rejects, Action<long> progress, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var chunks = Channel.CreateBounded<IReadOnlyList<RecordInput>>(ChunksAhead);
        var reading = Task.Run(() => ReadAsync(source, rejects, chunks.Writer, stop.Token), CancellationToken.None);
        long made = 0;
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(ct))
            {
                var (wanted, act) = (chunk.Count, caller with { RequestId = Guid.NewGuid().ToString("N") });
                var done = (await records.CreateManyAsync(act, schema, chunk, ct)).Count;
                progress(made += done);
                if (done < wanted)
                {
                    throw new CrmException(ErrorCode.PlanQuotaExceeded, "Loading.QuotaReached", made);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }

        return made;
    }

    private async Task ReadAsync(RowSource source, Rejects rejects, ChannelWriter<IReadOnlyList<RecordInput>> chunks, CancellationToken ct)
    {
        try
        {
            var chunk = new List<RecordInput>(Limits.BulkItems);
            while (!ct.IsCancellationRequested && source.Read())
            {
                if (Input(source, rejects) is { } input)
                {
                    chunk.Add(input);
                }

                if (chunk.Count == Limits.BulkItems)
                {
                    await chunks.WriteAsync(chunk, ct);
                    chunk = new List<RecordInput>(Limits.BulkItems);
                }
            }

            await chunks.WriteAsync(chunk, ct);
            chunks.Complete();
        }
        catch (Exception e)
        {
            // The other end throws it.
            chunks.TryComplete(e);
        }
    }

    private RecordInput? Input(RowSource row, Rejects rejects)
    {
        if (row.Fault is { } fault)
        {
            rejects.Add(row, [fault]);
            return null;
        }

        var errors = new List<Detail>();
        var values = new RowValues(columns.Count);
        foreach (var column in columns)
        {
            values.Set(column, row.Value(column, errors));
        }

        if (values.Name is null && errors.Count == 0)
        {
            errors.Add(new Detail(columns.First(c => c.Role == ColumnRole.Name).Header, "Records.NameNeeded"));
        }

        if (errors.Count == 0)
        {
            return values.Input();
        }

        rejects.Add(row, errors);
        return null;
    }

    /// <summary>One row's values by what they are.</summary>
    private sealed class RowValues(int columns)
    {
        private readonly List<KeyValuePair<string, object?>> data = new(columns);
        private IReadOnlyList<string> tags = [];
        private string? owner;
        private DateTime? created;

        public string? Name { get; private set; }

        public void Set(LoadColumn column, object? value)
        {
            switch (value, column.Role)
            {
                case (null, _):
                    break;
                case (string text, ColumnRole.Name):
                    Name = text;
                    break;
                case (string text, ColumnRole.Owner):
                    owner = text;
                    break;
                case (IReadOnlyList<string> many, ColumnRole.Tags):
                    tags = many;
                    break;
                case (DateTime instant, ColumnRole.Created):
                    created = instant;
                    break;
                default:
                    data.Add(new(column.Property!.PropertyId, value));
                    break;
            }
        }

        public RecordInput Input() => RecordInput.Of(Name!, tags, owner, data, created);
    }
}
