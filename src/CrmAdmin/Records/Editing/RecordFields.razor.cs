using System.Text.RegularExpressions;
using CrmAdmin.Entities;
using CrmAdmin.Records.Grid;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Editing;

/// <summary>The fields of one record, for the panel beside the grid and for the record's own page.</summary>
public sealed partial class RecordFields(Formats Formats, Texts T) : ComponentBase
{
    private EntitySchema? shown;
    private IReadOnlyList<GridColumn> columns = [];
    private GridColumn? edited;

    /// <summary>Its entity.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>The record.</summary>
    [Parameter, EditorRequired]
    public Record Record { get; set; } = default!;

    /// <summary>Whether the person may change it.</summary>
    [Parameter]
    public bool CanWrite { get; set; }

    /// <summary>Whether masked values are shown as they are.</summary>
    [Parameter]
    public bool SeesMasked { get; set; }

    /// <summary>Called with the record after a change.</summary>
    [Parameter]
    public EventCallback<Record> OnChanged { get; set; }

    protected override void OnParametersSet()
    {
        if (shown != Schema)
        {
            (shown, columns) = (Schema, GridColumn.All(Schema));
        }
    }

    private void Edit(GridColumn column)
    {
        if (CanWrite && column.IsEditable)
        {
            edited = column;
        }
    }

    private Task SavedAsync(Record saved)
    {
        edited = null;
        return OnChanged.InvokeAsync(saved);
    }

    [GeneratedRegex("[^/@.?&=#_-]*[/@.?&=#_-]+|[^/@.?&=#_-]+")]
    private static partial Regex PartOfAddress();
}
