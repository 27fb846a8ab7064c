using CrmAdmin.Entities;

namespace CrmAdmin.Records.Grid.Views;

/// <summary>A grid as a person likes to see it, under a name.</summary>
/// <param name="ViewId">CRMVW1… identifier.</param>
/// <param name="Name">1 to 100 characters; unique among the person's views of the entity.</param>
/// <param name="IsDefault">Whether the grid opens with it.</param>
/// <param name="State">What it shows.</param>
public sealed record GridView(string ViewId, string Name, bool IsDefault, GridState State);

/// <summary>What a view holds of a grid.</summary>
/// <param name="Keyword">Contained in the name; null for none.</param>
/// <param name="Conditions">JSON of the root group; null for none.</param>
/// <param name="Sort">Up to five fields, each with - for descending.</param>
/// <param name="Columns">By path, in order.</param>
/// <param name="Widths">In pixels by path, of the columns that were made wider or narrower.</param>
public sealed record GridState(
    string? Keyword, string? Conditions, IReadOnlyList<string> Sort, IReadOnlyList<string> Columns, IReadOnlyDictionary<string, int> Widths)
{
    /// <summary>By path, the columns that are pinned beside the name.</summary>
    public IReadOnlyList<string> Pinned { get; init; } = [];

    /// <summary>Whether it shows a property, sorts by it or narrows by it.</summary>
    public bool Names(Property property)
    {
        string[] paths = ["data." + property.Key, "data." + property.PropertyId];
        return Columns.Concat(Sort.Select(field => field.TrimStart('-'))).Any(paths.Contains)
            || paths.Any(path => Conditions?.Contains($"\"{path}\"", StringComparison.Ordinal) == true);
    }

    /// <summary>Whether two show the same.</summary>
    public bool Equals(GridState? other) => other is not null
        && (Keyword, Conditions) == (other.Keyword, other.Conditions)
        && Sort.SequenceEqual(other.Sort)
        && Columns.SequenceEqual(other.Columns)
        && Pinned.SequenceEqual(other.Pinned)
        && Widths.Count == other.Widths.Count
        && Widths.All(width => other.Widths.GetValueOrDefault(width.Key) == width.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Keyword, Conditions, Sort.Count, Columns.Count);
}
