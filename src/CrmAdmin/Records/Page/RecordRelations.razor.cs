using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Relations;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Page;

/// <summary>A record's relations.</summary>
public sealed partial class RecordRelations(RelationService relations, EntityService catalog, CallerSource callers, Toasts toasts, Texts T) : ComponentBase
{
    private readonly PagedList<Link> list = new();
    private IReadOnlyList<EntitySchema> entities = [];
    private ListPage<Link>? taken;
    private bool isAdding;

    /// <summary>The record's entity.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>The record.</summary>
    [Parameter, EditorRequired]
    public string RecordId { get; set; } = "";

    /// <summary>The first of them.</summary>
    [Parameter, EditorRequired]
    public ListPage<Link> First { get; set; } = default!;

    /// <summary>Whether the person may add and end some.</summary>
    [Parameter]
    public bool CanWrite { get; set; }

    /// <summary>Called when <see cref="First"/> is no longer right.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    // It is drawn as soon as anything is waited for: the list is there before.
    protected override async Task OnParametersSetAsync()
    {
        if (taken == First)
        {
            return;
        }

        taken = First;
        list.Begin(First);
        entities = await catalog.ListAsync(await callers.GetAsync(), CancellationToken.None);
    }

    private async Task<ListPage<Link>> PageAsync(string? startKey) =>
        await relations.ListAsync(await callers.GetAsync(), RecordId, new ListQuery(Limits.PageMost, startKey), CancellationToken.None);

    private Task AddedAsync()
    {
        isAdding = false;
        return OnChanged.InvokeAsync();
    }

    private async Task EndAsync(Link link)
    {
        try
        {
            await relations.DeleteAsync(await callers.GetAsync(), link.RelationId, CancellationToken.None);
            toasts.Success(T["Records.RelationEnded", link.RecordName], T["Shell.Undo"], () => PutBackAsync(link));
        }
        catch (CrmException e)
        {
            toasts.Error(T.Of(e));
        }

        await OnChanged.InvokeAsync();
    }

    private async Task PutBackAsync(Link link)
    {
        await relations.CreateAsync(await callers.GetAsync(), RelationDraft.Body(link.RelationTypeId, link.Direction, RecordId, link.RecordId), CancellationToken.None);
        await OnChanged.InvokeAsync();
    }
}
