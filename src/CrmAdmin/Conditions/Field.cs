using System.Globalization;
using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Conditions;

/// <summary>Something a condition or a sort can name.</summary>
/// <param name="Path">Its one canonical name: «name», «dateCreated», «data.CRMPP1…».</param>
/// <param name="Kind">How its values compare.</param>
/// <param name="Column">The column that holds the value as it is answered.</param>
/// <param name="CompareColumn">The column that is compared, sorted and indexed; the folded shadow where there is one.</param>
/// <param name="Sortable">Whether «sortFields» may name it.</param>
/// <param name="Required">Whether every record has a value, so that it is never empty.</param>
/// <param name="Property">The property behind it; null for a system field.</param>
public sealed record Field(
    string Path,
    FieldKind Kind,
    string Column,
    string CompareColumn,
    bool Sortable,
    bool Required,
    Property? Property = null)
{
    /// <summary>Whether callers below ADMIN may not search on it.</summary>
    public bool IsMasked => Property is { IsMasked: true };

    /// <summary>Whether an index finds parts of its texts, or values of its set.</summary>
    public bool IsSearched => Property is { } property
        ? property.FieldType is FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Phone or FieldType.MultiCheckbox
        : Path is "name" or "tags";

    /// <summary>Whether PostgreSQL has such an index, of single characters: addresses and numbers have too few different ones.</summary>
    public bool IsSearchedByCharacter => IsSearched && Property is not { FieldType: FieldType.Email or FieldType.Phone };

    /// <summary>Whether the index finds its initial consonants as well.</summary>
    public bool HasInitials => Path == "name";

    /// <summary>What people call it.</summary>
    public string Label(CultureInfo culture) => Property?.Name ?? Texts.Get($"Conditions.Field_{Path}", culture);

    /// <summary>The same where conditions and sorts are told: one that is hidden is marked as such.</summary>
    public string MarkedLabel(CultureInfo culture) =>
        Property is { IsHidden: true } ? Texts.Get("Conditions.HiddenField", culture, Label(culture)) : Label(culture);

    /// <summary>Two mentions of one field are equal whichever snapshot of the entity they come from.</summary>
    public bool Equals(Field? other) => other is not null && Path == other.Path;

    /// <inheritdoc/>
    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
}
