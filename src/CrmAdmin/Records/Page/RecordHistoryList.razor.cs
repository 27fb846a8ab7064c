using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Http;
using CrmAdmin.Relations;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Records.Page;

/// <summary>What happened to a record; files and related records are told by name.</summary>
public sealed partial class RecordHistoryList(
    RecordHistory history, RecordNames names, RelationTypeService types, CallerSource callers, ShownFiles files, Texts T) : ComponentBase
{
    private const int PageSize = 50;
    private const string ToId = "toRecordId", FromId = "fromRecordId", TypeId = "relationTypeId";

    private readonly Dictionary<string, NamedRecord> others = new(StringComparer.Ordinal);
    private readonly PagedList<AuditView> list = new();
    private IReadOnlyList<RelationType> ways = [];

    /// <summary>The record's entity.</summary>
    [Parameter, EditorRequired]
    public EntitySchema Schema { get; set; } = default!;

    /// <summary>The record.</summary>
    [Parameter, EditorRequired]
    public string RecordId { get; set; } = "";

    protected override Task OnInitializedAsync() => list.ReadAsync(PageAsync);

    private async Task<ListPage<AuditView>> PageAsync(string? startKey)
    {
        var caller = await callers.GetAsync();
        var page = await history.ListAsync(caller, RecordId, new ListQuery(PageSize, startKey), CancellationToken.None);
        await files.LearnAsync([.. page.Data.SelectMany(entry => FileIds(entry.Changes))], CancellationToken.None);
        await LearnOthersAsync(caller, page.Data);
        return page;
    }

    private async Task LearnOthersAsync(Caller caller, IReadOnlyList<AuditView> told)
    {
        var wanted = told.Where(IsRelation).Select(OtherId).OfType<string>().Distinct().ToList();
        if (wanted.Count > 0)
        {
            ways = await types.ListAsync(caller, CancellationToken.None);
            foreach (var (recordId, record) in await names.FindAsync(caller, wanted, CancellationToken.None))
            {
                others[recordId] = record;
            }
        }
    }

    /// <summary>How an entry says the record was or is related, and to which one while that is live; null where it tells of something else.</summary>
    private (string Way, NamedRecord? Other)? RelationOf(AuditView entry) =>
        IsRelation(entry) ? (WayOf(entry), others.GetValueOrDefault(OtherId(entry) ?? "")) : null;

    /// <summary>What the relation is called from this record's side.</summary>
    private string WayOf(AuditView entry) => ways.FirstOrDefault(way => way.RelationTypeId == Member(entry, TypeId)) is not { } type
        ? T["Settings.KindRelation"]
        : GoesFromHere(entry) ? type.Name : type.ReverseName ?? type.Name;

    private string? OtherId(AuditView entry) => Member(entry, GoesFromHere(entry) ? ToId : FromId);

    /// <summary>An entry tells of both ends; earlier ones, a pair for each act, told of the other end alone.</summary>
    private bool GoesFromHere(AuditView entry) => Member(entry, FromId) is not { } from || from == RecordId;

    private static bool IsRelation(AuditView entry) => entry.Action is "relation.create" or "relation.delete";

    /// <summary>What a member of the changes is, or was before it went.</summary>
    private static string? Member(AuditView entry, string field) => Items(entry.Changes)
        .Where(change => change.GetProperty("field").ValueEquals(field))
        .SelectMany(Sides)
        .Select(value => value.GetString())
        .FirstOrDefault();

    private IEnumerable<string> FileIds(JsonElement? changes) =>
        from change in Items(changes)
        where FieldList.Find(Schema, change.GetProperty("field").GetString()!) is { Kind: FieldKind.Files }
        from value in Sides(change)
        where value.ValueKind == JsonValueKind.Array
        from fileId in value.EnumerateArray()
        where fileId.ValueKind == JsonValueKind.String
        select fileId.GetString()!;

    private static IEnumerable<JsonElement> Items(JsonElement? changes) => changes is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>What a change says of before and after; nothing for empty.</summary>
    private static IEnumerable<JsonElement> Sides(JsonElement change) =>
        from side in new[] { "from", "to" }
        where change.TryGetProperty(side, out var value) && value.ValueKind != JsonValueKind.Null
        select change.GetProperty(side);
}
