using System.Text;
using CrmAdmin.Exports.Writing;

namespace CrmAdmin.Exports;

/// <summary>The beginning of a file, for the eyes of whoever is about to ask for it.</summary>
internal static class SampleText
{
    /// <summary>Header and rows as the file will have them.</summary>
    public static async Task<string> WriteAsync(ExportPlan plan, ExportRows rows, CancellationToken ct)
    {
        var layout = plan.Format == ExportFormat.Csv
            ? plan.Layout with { Bom = false }
            : plan.Layout with { Bom = false, FormulaGuard = false, Delimiter = '\t', AskedZone = plan.Layout.Zone };
        using var bytes = new MemoryStream();
        using var writer = new CsvWriter(layout, bytes);
        await writer.WriteAllAsync(rows, _ => { }, ct);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
