using System.Text;
using System.Text.Json;
using CrmAdmin.Exports.Writing;
using CrmAdmin.Storage;

namespace CrmAdmin.Tests.Exports;

/// <summary>Rows from values as services know them, turned into what is stored.</summary>
internal sealed class MemoryRows(IEnumerable<object?[]> rows) : ExportRows
{
    private readonly IEnumerator<object?[]> row = rows.GetEnumerator();

    public override ValueTask<bool> ReadAsync(CancellationToken ct) => new(row.MoveNext());

    public override bool IsEmpty(int column) => row.Current[column] is null;

    public override ReadOnlySpan<byte> Text(int column) => Encoding.UTF8.GetBytes(
        row.Current[column] is string text ? text : JsonSerializer.Serialize(row.Current[column], CrmAdmin.Http.Json.Options));

    public override double Number(int column) => (double)row.Current[column]!;

    public override long Integer(int column) => row.Current[column] switch
    {
        bool flag => flag ? 1 : 0,
        DateOnly day => day.DayNumber,
        DateTime instant => UtcMilliseconds.From(instant),
        var other => throw new InvalidCastException($"{other}"),
    };
}
