using CrmAdmin.Entities;
using CrmAdmin.Storage;

namespace CrmAdmin.Exports;

/// <summary>What stands in a column's cells, as the rows give it.</summary>
internal enum CellKind
{
    /// <summary>Text as UTF-8.</summary>
    Text,

    /// <summary>A double.</summary>
    Number,

    /// <summary>0 or 1.</summary>
    Boolean,

    /// <summary>A day, as DateOnly.DayNumber.</summary>
    Date,

    /// <summary>Milliseconds since 1970 UTC.</summary>
    Instant,

    /// <summary>Several texts, as a JSON array in UTF-8.</summary>
    List,

    /// <summary>A JSON value of any kind, in UTF-8.</summary>
    Json,
}

/// <summary>One column of an exported file.</summary>
/// <param name="Field">The field as conditions name it: «name», «data.CRMPP1…».</param>
/// <param name="Header">First row, in the asker's language.</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="Property">The property it shows; null for a system field.</param>
internal sealed record ExportColumn(string Field, string Header, CellKind Kind, Property? Property = null)
{
    /// <summary>What to select over a record's row, where the column is none of its fields; null for a field.</summary>
    public Func<SqlDialect, string>? Expression { get; init; }

    /// <summary>The kind of cell that holds a property's stored value.</summary>
    public static CellKind KindOf(FieldType type) => type switch
    {
        FieldType.Number => CellKind.Number,
        FieldType.Boolean => CellKind.Boolean,
        FieldType.Date => CellKind.Date,
        FieldType.DateTime => CellKind.Instant,
        FieldType.MultiCheckbox or FieldType.File => CellKind.List,
        _ => CellKind.Text,
    };
}
