using CrmAdmin.Http;

namespace CrmAdmin.Imports.Reading;

/// <summary>The first values of each column of a file, for people to see what it holds.</summary>
internal sealed class ColumnSamples(IReadOnlyList<string> headers)
{
    private readonly List<string>[] samples = [.. headers.Select(_ => new List<string>())];

    /// <summary>Whether every column has as many as are wanted.</summary>
    public bool IsFull => Array.TrueForAll(samples, column => column.Count >= Limits.ImportSamples);

    /// <summary>The columns with what was found until now.</summary>
    public IReadOnlyList<ImportColumn> Columns => [.. headers.Select((header, i) => new ImportColumn(i, header, samples[i]))];

    /// <summary>Looks at one more row.</summary>
    public void Add(string[] cells)
    {
        for (var i = 0; i < samples.Length && i < cells.Length; i++)
        {
            if (cells[i].Length > 0 && samples[i].Count < Limits.ImportSamples)
            {
                samples[i].Add(cells[i].Length <= Limits.ImportSampleLength ? cells[i] : cells[i][..Limits.ImportSampleLength]);
            }
        }
    }
}
