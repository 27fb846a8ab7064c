using CrmAdmin.Jobs;

namespace CrmAdmin.Exports.Writing;

/// <summary>Writes one file of rows. Memory does not grow with their number.</summary>
internal abstract class ExportWriter : IDisposable
{
    /// <summary>Rows between two looks at the clock and the cancellation.</summary>
    private const int Stride = 256;

    /// <summary>Cells whose text was cut because the format holds no more; 0 where there is no such limit.</summary>
    public virtual long CutCells => 0;

    /// <summary>The writer for a format. It leaves <paramref name="target"/> open.</summary>
    public static ExportWriter For(ExportFormat format, ExportLayout layout, Stream target, TimeProvider time) =>
        format == ExportFormat.Csv ? new CsvWriter(layout, target) : new XlsxWriter(layout, target, time);

    /// <summary>The same for a job's run, which hears of the progress and may stop it.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="run">The run.</param>
    public Task<long> WriteAllAsync(ExportRows rows, long total, JobRun run) =>
        WriteAllAsync(rows, done => run.Report(done, Math.Max(done, total)), run.Token);

    /// <summary>Writes header, every row and end; tells how many rows. <paramref name="progress"/> hears of the rows done.</summary>
    public async Task<long> WriteAllAsync(ExportRows rows, Action<long> progress, CancellationToken ct)
    {
        long count = 0;
        Begin();
        while (await rows.ReadAsync(ct))
        {
            WriteRow(rows);
            if (++count % Stride == 0)
            {
                ct.ThrowIfCancellationRequested();
                progress(count);
            }
        }

        End();
        progress(count);
        return count;
    }

    /// <summary>Writes what stands before the first row.</summary>
    protected abstract void Begin();

    /// <summary>Writes the present row.</summary>
    protected abstract void WriteRow(ExportRows rows);

    /// <summary>Writes what stands after the last row and hands everything to the stream.</summary>
    protected abstract void End();

    /// <inheritdoc/>
    public abstract void Dispose();
}
