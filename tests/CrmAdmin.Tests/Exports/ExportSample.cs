using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Exports;
using CrmAdmin.Exports.Writing;

namespace CrmAdmin.Tests.Exports;

/// <summary>Layouts, nasty values, and files made of them in memory.</summary>
internal static class ExportSample
{
    public static readonly TimeZoneInfo Seoul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    private static readonly string[] Pieces =
    [
        "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\"", "\"\"", ",", ";", "|", "\\", "'", " ", "_", "_x0041_", "x000D_", "_x", "0041",
        "<", ">", "&", "]]>", "홍길동", "ㅎ", "é", "😀", "Ａ", "\uFFFE", "\uFFFF", "\u0001", "\u001F", "\u007F", "\u0085", "\u2028", "a", "Z9", "NULL", "1e5",
    ];

    public static ExportLayout Layout(params CellKind[] kinds) =>
        new([.. kinds.Select((kind, i) => new ExportColumn($"data.{i}", $"{kind} {i}", kind))], Seoul);

    /// <summary>Text, never empty, made of what breaks writers.</summary>
    public static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    public static double Number(Random random) => random.Next(4) switch
    {
        0 => random.NextInt64(-9007199254740991, 9007199254740992),
        1 => Math.Round((random.NextDouble() - 0.5) * 1e6, 2),
        2 => random.NextDouble() * Math.Pow(10, random.Next(-320, 16)),
        _ => -random.NextDouble() / Math.Pow(10, random.Next(0, 12)),
    };

    public static DateOnly Day(Random random) => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1));

    public static DateTime Instant(Random random) =>
        new(random.NextInt64(DateTime.MaxValue.Ticks / TimeSpan.TicksPerMillisecond) * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    public static object? Value(CellKind kind, Random random) => random.Next(5) == 0 ? null : kind switch
    {
        CellKind.Text => Text(random),
        CellKind.List => Enumerable.Range(0, random.Next(1, 5)).Select(_ => Text(random)).ToArray(),
        CellKind.Json => JsonValue.Create(Text(random)),
        CellKind.Number => Number(random),
        CellKind.Boolean => random.Next(2) == 0,
        CellKind.Date => Day(random),
        _ => Instant(random),
    };

    public static IReadOnlyList<object?[]> Rows(ExportLayout layout, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => layout.Columns.Select(c => Value(c.Kind, random)).ToArray())];
    }

    public static byte[] Write(ExportFormat format, ExportLayout layout, params IEnumerable<object?[]> rows)
    {
        using var stream = new MemoryStream();
        Write(format, layout, rows, stream);
        return stream.ToArray();
    }

    public static void Write(ExportFormat format, ExportLayout layout, IEnumerable<object?[]> rows, Stream target)
    {
        using var writer = ExportWriter.For(format, layout, target, TimeProvider.System);
        writer.WriteAllAsync(new MemoryRows(rows), _ => { }, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>The lines of a CSV file without its header.</summary>
    public static string Csv(ExportLayout layout, params object?[] row)
    {
        var text = Encoding.UTF8.GetString(Write(ExportFormat.Csv, layout with { Bom = false }, row));
        return text[(text.IndexOf("\r\n", StringComparison.Ordinal) + 2)..];
    }
}
