using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Relations;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Page;

/// <summary>The dialog that relates a record to another one.</summary>
public sealed partial class RelationDialog(
    RelationService relations, RelationTypeService types, CallerSource callers, Texts T) : ComponentBase
{
    private const string New = "new";

    private readonly Leaving leaving = new();
    private IReadOnlyList<RelationDraft> ways = [];
    private RelationDraft? way;
    private string wayName = "";
    private string wayBack = "";
    private string? entityId;
    private PickOption? other;
    private string? refused;
    private bool isSaving;

    /// <summary>The record's entity.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>The record.</summary>
    [Parameter, EditorRequired]
    public string RecordId { get; set; } = "";

    /// <summary>All entities.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<EntitySchema> Entities { get; set; } = [];

    /// <summary>Called to close it.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>Called when they are related.</summary>
    [Parameter]
    public EventCallback OnCreated { get; set; }

    private string OtherEntityId => way?.OtherEntityId ?? entityId ?? Schema.EntityId;

    public void Dispose() => leaving.Dispose();

    protected override async Task OnInitializedAsync()
    {
        entityId = Entities.FirstOrDefault(entity => entity.EntityId != Schema.EntityId)?.EntityId ?? Schema.EntityId;
        ways = [.. RelationDraft.Of(Schema, await types.ListAsync(await callers.GetAsync(leaving.Token), leaving.Token))];
        way = ways.Count > 0 ? ways[0] : null;
    }

    private string EntityName(string id) => Entities.FirstOrDefault(entity => entity.EntityId == id)?.Name ?? id;

    private void Choose(string? key) => Forget(() => way = ways.FirstOrDefault(known => known.Key == key));

    private void ChooseEntity(string? id) => Forget(() => entityId = id);

    /// <summary>A record of another entity can no longer be the one.</summary>
    private void Forget(Action change)
    {
        var before = OtherEntityId;
        change();
        if (OtherEntityId != before)
        {
            other = null;
        }
    }

    private async Task SaveAsync()
    {
        isSaving = true;
        try
        {
            var caller = await callers.GetAsync(leaving.Token);
            way ??= await MakeWayAsync(caller);
            await relations.CreateAsync(caller, RelationDraft.Body(way.Type.RelationTypeId, way.Direction, RecordId, other!.Value), CancellationToken.None);
            await OnCreated.InvokeAsync();
        }
        catch (CrmException e)
        {
            refused = T.Of(e);
        }
        finally
        {
            isSaving = false;
        }
    }

    /// <summary>The way stays where the relation itself is then refused, and is offered with the others.</summary>
    private async Task<RelationDraft> MakeWayAsync(Caller caller)
    {
        var body = new { name = wayName, reverseName = wayBack.Trim() is { Length: > 0 } back ? back : null, fromEntityId = Schema.EntityId, toEntityId = OtherEntityId };
        var made = new RelationDraft(await types.CreateAsync(caller, JsonSerializer.SerializeToElement(body, Json.Options), CancellationToken.None), Direction.From);
        ways = [.. ways, made];
        return made;
    }
}
