using CrmAdmin.Conditions;
using CrmAdmin.Entities;

namespace CrmAdmin.Loading;

/// <summary>What of a record a column gives.</summary>
internal enum ColumnRole
{
    /// <summary>The record's name.</summary>
    Name,

    /// <summary>Its tags, several in a cell.</summary>
    Tags,

    /// <summary>Whose it is.</summary>
    Owner,

    /// <summary>When it came to be.</summary>
    Created,

    /// <summary>A value of a property.</summary>
    Property,
}

/// <summary>A column of the file and what it gives.</summary>
/// <param name="Index">Its place in the file, from 0.</param>
/// <param name="Header">Its header.</param>
/// <param name="Role">What it gives.</param>
/// <param name="Property">The property, for that role.</param>
internal sealed record LoadColumn(int Index, string Header, ColumnRole Role, Property? Property = null)
{
    private static readonly Dictionary<string, ColumnRole> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = ColumnRole.Name,
        ["이름"] = ColumnRole.Name,
        ["tags"] = ColumnRole.Tags,
        ["태그"] = ColumnRole.Tags,
        ["owner"] = ColumnRole.Owner,
        ["ownerId"] = ColumnRole.Owner,
        ["담당자"] = ColumnRole.Owner,
        ["created"] = ColumnRole.Created,
        ["dateCreated"] = ColumnRole.Created,
        ["생성일"] = ColumnRole.Created,
    };

    /// <summary>The property's options by their text, so that a cell needs no new string and no search.</summary>
    public IReadOnlyDictionary<string, string> Options { get; } = (Property?.Options ?? []).ToDictionary(o => o.Value, o => o.Value, StringComparer.Ordinal);

    /// <summary>What a header names beside properties; null for a property.</summary>
    public static ColumnRole? RoleOf(string header) => Roles.TryGetValue(Folding.Nfc(header), out var role) ? role : null;
}
