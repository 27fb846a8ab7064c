using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Records.Grid;
using CrmAdmin.Shell;
using CrmAdmin.Workspace;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Editing;

/// <summary>The fields of one record, for the panel beside the grid and for the record's own page.</summary>
public sealed partial class RecordFields(RecordEdits edits, ShownFiles files, WorkspaceSettings workspace, Toasts toasts, Formats Formats, Texts T) : ComponentBase
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

    private IReadOnlyList<string> FileIds(GridColumn column) => column.Value(Record) as IReadOnlyList<string> ?? [];

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

    /// <summary>Files are saved as they come and go; one that was taken away can be put back while its bytes are kept.</summary>
    private async Task HoldAsync(GridColumn column, IReadOnlyList<string> fileIds)
    {
        var before = FileIds(column);
        var draft = FieldDraft.Of(column, before, workspace.TimeZone);
        draft.Many = fileIds;
        var outcome = await edits.SaveAsync(Record, [draft], CancellationToken.None);
        if (outcome.IsSaved && fileIds.Count < before.Count)
        {
            toasts.Success(T["Records.FileRemoved"], T["Shell.Undo"], () => HoldAsync(column, before));
        }
        else if (!outcome.IsSaved)
        {
            toasts.Error(outcome.IsConflict ? T["Records.FilesConflict"] : string.Join(' ', outcome.Errors.Values));
        }

        if (outcome.Record is { } record)
        {
            await files.LearnAsync(Schema, [record], CancellationToken.None);
            await OnChanged.InvokeAsync(record);
        }
    }
}
