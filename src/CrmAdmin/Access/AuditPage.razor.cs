using System.Text.Json;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Access;

/// <summary>The audit log, newest first, narrowed by action, record and actor. The address holds what it is narrowed by.</summary>
public sealed partial class AuditPage(AuditService audit, EntityService entities, CallerSource callers, PageAddress address) : IDisposable
{
    private const int PageRows = 50;
    private const int ValueLength = 120;
    private const string Nothing = "—";
    private const string DataPrefix = "data.";

    private static readonly string[] Actions =
    [
        "record.create", "record.update", "record.delete", "record.restore", "record.purge", "export.create", "export.cancel",
        "segment.create", "segment.update", "segment.delete", "entity.create", "entity.update", "entity.delete",
        "property.create", "property.update", "property.delete", "user.create", "user.update", "session.create",
        "apiKey.create", "apiKey.update", "apiKey.delete", "token.create", "token.update", "token.delete", "plan.update",
    ];

    private readonly CancellationTokenSource leaving = new();
    private Dictionary<string, string> names = [];
    private List<AuditView>? entries;
    private string? nextKey;
    private bool isReading;
    private string action = "";
    private string recordId = "";
    private string actor = "";

    /// <summary>Only this action.</summary>
    [SupplyParameterFromQuery(Name = "action")]
    public string? GivenAction { get; set; }

    /// <summary>Only this record.</summary>
    [SupplyParameterFromQuery(Name = "recordId")]
    public string? GivenRecordId { get; set; }

    /// <summary>Only this actor.</summary>
    [SupplyParameterFromQuery(Name = "actor")]
    public string? GivenActor { get; set; }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        (action, recordId, actor) = (GivenAction ?? "", GivenRecordId ?? "", GivenActor ?? "");
        var all = await entities.ListAsync(await callers.GetAsync(leaving.Token), leaving.Token);
        names = all.SelectMany(entity => entity.Properties).ToDictionary(p => DataPrefix + p.PropertyId, p => p.Name, StringComparer.Ordinal);
        await ReadAsync();
    }

    private Task OfRecordAsync(string id)
    {
        recordId = id;
        return NarrowAsync();
    }

    private async Task NarrowAsync()
    {
        (entries, nextKey) = (null, null);
        await address.ReplaceAsync(
            "audit",
            new Dictionary<string, object?> { ["action"] = Given(action), ["recordId"] = Given(recordId), ["actor"] = Given(actor) },
            leaving.Token);
        await ReadAsync();
    }

    private Task MoreAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        isReading = true;
        try
        {
            var query = new AuditQuery(RecordId: Given(recordId), Actor: Given(actor), Action: Given(action));
            var page = await audit.ListAsync(await callers.GetAsync(leaving.Token), query, new ListQuery(PageRows, nextKey), leaving.Token);
            entries = [.. entries ?? [], .. page.Data];
            nextKey = page.NextKey;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            isReading = false;
        }
    }

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;

    private IEnumerable<(string Field, string Name, string From, string To)> Changes(AuditView entry) =>
        entry.Changes is not { ValueKind: JsonValueKind.Array } changes ? [] : changes.EnumerateArray().Select(change =>
        {
            var field = change.GetProperty("field").GetString()!;
            return (field, names.GetValueOrDefault(field, field), Shown(change, "from"), Shown(change, "to"));
        });

    private static string Shown(JsonElement change, string side)
    {
        if (!change.TryGetProperty(side, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return Nothing;
        }

        var text = value.ToString();
        return text.Length > ValueLength ? text[..ValueLength] + "…" : text;
    }
}
