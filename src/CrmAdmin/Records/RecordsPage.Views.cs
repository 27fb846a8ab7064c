using CrmAdmin.Http;
using CrmAdmin.Records.Grid;
using CrmAdmin.Records.Grid.Views;

namespace CrmAdmin.Records;

/// <summary>The person's views of the grid.</summary>
public sealed partial class RecordsPage
{
    private IReadOnlyList<GridView> views = [];
    private bool isNaming;
    private bool isRenaming;

    private GridView? View => views.FirstOrDefault(view => view.ViewId == query.View);

    /// <summary>The columns as they are named: by the address where it says them, else as the person keeps them.</summary>
    private GridLayout Laid => query.Columns is { } asked ? layout with { Columns = asked, Pinned = query.Pinned } : layout;

    private GridState State
    {
        get
        {
            var hidden = GridColumn.Hidden(schema!);
            var paths = GridLayout.Kept(columns.Select(column => column.Path), Laid.Columns, hidden);
            return new GridState(query.Keyword, query.Conditions, query.Sort, paths, layout.Widths) { Pinned = GridLayout.Kept(GridLayout.PinnedOf(columns), Laid.Pinned, hidden) };
        }
    }

    /// <summary>What an address means: a view where it names one and nothing else, the default one where it says nothing at all.</summary>
    private GridQuery Opened(GridQuery asked)
    {
        var meant = asked.SaysNothing ? views.FirstOrDefault(view => asked.View is null ? view.IsDefault : view.ViewId == asked.View) : null;
        return meant is null ? asked : Of(meant) with { RecordId = asked.RecordId };
    }

    private static GridQuery Of(GridView view) => new()
    {
        Keyword = view.State.Keyword, Conditions = view.State.Conditions, Sort = view.State.Sort, Columns = view.State.Columns, Pinned = view.State.Pinned,
        View = view.ViewId,
    };

    /// <summary>The columns of a query, and the widths of the view that it was opened with.</summary>
    private void Lay(GridQuery asked, GridLayout kept)
    {
        layout = kept;
        if (views.FirstOrDefault(view => view.ViewId == asked.View) is { } view)
        {
            layout = layout with { Widths = view.State.Widths };
        }

        columns = layout.Shown(allColumns, asked.Columns, asked.Pinned);
    }

    private async Task LayAsync(GridQuery asked) => Lay(asked, await memory.LayoutAsync(caller, schema!.EntityId, Leaving.Token));

    private async Task PickViewAsync(GridView? view)
    {
        var next = view is null ? new GridQuery { View = views.Any(other => other.IsDefault) ? GridQuery.NoView : null } : Of(view);
        await LayAsync(next);
        await ShowAsync(next with { RecordId = query.RecordId });
    }

    private async Task CreateViewAsync(string name)
    {
        var made = await gridViews.CreateAsync(caller, schema!.EntityId, name, State, CancellationToken.None);
        isNaming = false;
        await ReadViewsAsync();
        query = query with { View = made.ViewId, Columns = made.State.Columns, Pinned = made.State.Pinned };
        await WriteAddressAsync();
        toasts.Success(T["Records.ViewSaved", made.Name]);
    }

    private async Task RenameViewAsync(string name)
    {
        await gridViews.RenameAsync(caller, View!.ViewId, name, CancellationToken.None);
        isRenaming = false;
        await ReadViewsAsync();
    }

    private Task UpdateViewAsync() => ViewActAsync(async () =>
    {
        var saved = await gridViews.UpdateAsync(caller, View!.ViewId, State, CancellationToken.None);
        toasts.Success(T["Records.ViewSaved", saved.Name]);
    });

    private Task DefaultViewAsync() => ViewActAsync(() => gridViews.SetDefaultAsync(caller, schema!.EntityId, View!.IsDefault ? null : View.ViewId, CancellationToken.None));

    private Task DeleteViewAsync() => ViewActAsync(async () =>
    {
        var gone = View!;
        await gridViews.DeleteAsync(caller, gone.ViewId, CancellationToken.None);
        query = query with { View = null };

        // Its widths go with it: they were never the person's own.
        await LayAsync(query);
        await WriteAddressAsync();
        var entityId = schema!.EntityId;
        toasts.Success(T["Records.ViewDeleted", gone.Name], T["Shell.Undo"], () => InvokeAsync(() => ViewActAsync(() => RestoreViewAsync(entityId, gone))));
    });

    private async Task RestoreViewAsync(string entityId, GridView gone)
    {
        var again = await gridViews.CreateAsync(caller, entityId, gone.Name, gone.State, CancellationToken.None);
        if (gone.IsDefault)
        {
            await gridViews.SetDefaultAsync(caller, entityId, again.ViewId, CancellationToken.None);
        }

        if (!Leaving.IsCancellationRequested && entityId == schema!.EntityId && gone.State == State)
        {
            query = query with { View = again.ViewId };
            await WriteAddressAsync();
        }
    }

    private async Task ViewActAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (CrmException e)
        {
            toasts.Error(T.Of(e));
        }

        if (!Leaving.IsCancellationRequested)
        {
            await ReadViewsAsync();
            StateHasChanged();
        }
    }

    private async Task ReadViewsAsync() => views = await gridViews.ListAsync(caller, schema!.EntityId, Leaving.Token);
}
