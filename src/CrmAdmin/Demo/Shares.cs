using System.Globalization;

namespace CrmAdmin.Demo;

/// <summary>Texts that are drawn by their shares, written as «first:70 second:30». The shares need not add up to 100.</summary>
internal sealed class Shares
{
    private readonly string[] values;
    private readonly double[] ends;

    /// <summary>Reads the shares.</summary>
    public Shares(string text)
    {
        var parts = text.Split(' ').Select(part => part.Split(':')).ToList();
        var sum = 0.0;
        values = [.. parts.Select(part => part[0])];
        ends = [.. parts.Select(part => sum += double.Parse(part[1], CultureInfo.InvariantCulture))];
    }

    /// <summary>The texts in the order written.</summary>
    public IReadOnlyList<string> Values => values;

    /// <summary>The text at a place between 0 and 1.</summary>
    public string At(double place)
    {
        var found = Array.BinarySearch(ends, place * ends[^1]);
        return values[Math.Min(found < 0 ? ~found : found + 1, values.Length - 1)];
    }
}
