using System.Text;
using CrmAdmin.Exports;
using CrmAdmin.Exports.Writing;

namespace CrmAdmin.Tests.Exports;

/// <summary>Memory does not grow with the number of records.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class ExportMemoryTests
{
    private const int Rows = 400_000;
    private const long MostMore = 4 * 1024 * 1024;

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Excel)]
    public async Task WriteAll_EightTimesTheRows_NeedsNoMoreMemory(ExportFormat format)
    {
        var layout = ExportSample.Layout(CellKind.Text, CellKind.Number);
        using var writer = ExportWriter.For(format, layout, Stream.Null, TimeProvider.System);
        var rows = new ManyRows();
        var early = 0L;
        var late = 0L;

        await writer.WriteAllAsync(
            rows,
            done =>
            {
                early = early == 0 && done >= Rows / 8 ? AloneInTheProcess.Memory() : early;
                late = late == 0 && done >= Rows - 1000 ? AloneInTheProcess.Memory() : late;
            },
            CancellationToken.None);

        Assert.Equal(Rows, rows.Read);
        Assert.True(late - early < MostMore, $"{early} bytes after {Rows / 8} rows, {late} after {Rows}");
    }

    /// <summary>Rows with a text of their own each, so that none can be shared.</summary>
    private sealed class ManyRows : ExportRows
    {
        private readonly byte[] text = new byte[40];

        public int Read { get; private set; }

        public override ValueTask<bool> ReadAsync(CancellationToken ct)
        {
            if (Read == Rows)
            {
                return new(false);
            }

            Encoding.UTF8.GetBytes($"사람 {Read++,10} <a&b> =1+1", text);
            return new(true);
        }

        public override bool IsEmpty(int column) => false;

        public override ReadOnlySpan<byte> Text(int column) => text.AsSpan(0, 20);

        public override double Number(int column) => Read / 3.0;

        public override long Integer(int column) => Read;
    }
}
