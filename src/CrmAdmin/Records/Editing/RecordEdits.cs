using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Shell;

namespace CrmAdmin.Records.Editing;

/// <summary>What became of a change that a person made.</summary>
/// <param name="Record">The record as it is now; null where it was refused for another reason than a conflict.</param>
/// <param name="Errors">By path, what is wrong; the empty path is the whole.</param>
/// <param name="IsConflict">Whether somebody else changed the record first; <paramref name="Record"/> is then theirs.</param>
public sealed record EditOutcome(Record? Record, IReadOnlyDictionary<string, string> Errors, bool IsConflict = false)
{
    /// <summary>Whether it was saved.</summary>
    public bool IsSaved => Errors.Count == 0 && !IsConflict;
}

/// <summary>Makes and changes records for pages, and says in words what was refused and where.</summary>
public sealed class RecordEdits(RecordService records, CallerSource callers, Texts texts)
{
    /// <summary>Changes the fields that are drafted, if the record is still the version that the page shows.</summary>
    public Task<EditOutcome> SaveAsync(Record shown, IEnumerable<FieldDraft> drafts, CancellationToken ct) =>
        TryAsync(shown.RecordId, caller => records.UpdateAsync(caller, shown.RecordId, Body(drafts), IfMatch.Of(shown.Version), ct), ct);

    /// <summary>Makes a record.</summary>
    public Task<EditOutcome> CreateAsync(string entityId, IEnumerable<FieldDraft> drafts, CancellationToken ct) =>
        TryAsync(null, caller => records.CreateAsync(caller, Body(drafts, entityId), ct), ct);

    /// <summary>What many records are to get, if it can be; else why not.</summary>
    public async Task<(JsonObject Change, IReadOnlyDictionary<string, string> Errors)> CheckAsync(string entityId, FieldDraft draft, CancellationToken ct)
    {
        var change = new JsonObject();
        draft.AddTo(change);
        try
        {
            FieldDraft.DemandDates([draft]);
            await records.CheckAsync(await callers.GetAsync(ct), entityId, JsonSerializer.SerializeToElement(change, Json.Options), ct);
            return (change, new Dictionary<string, string>());
        }
        catch (CrmException e)
        {
            return (change, Errors(e));
        }
    }

    private async Task<EditOutcome> TryAsync(
        string? recordId, Func<Caller, Task<(Entities.EntitySchema Schema, Record Record)>> act, CancellationToken ct)
    {
        var caller = await callers.GetAsync(ct);
        try
        {
            return new EditOutcome((await act(caller)).Record, new Dictionary<string, string>());
        }
        catch (CrmException e) when (e.Code == ErrorCode.Conflict && recordId is not null)
        {
            var (_, theirs) = await records.GetAsync(caller, recordId, ct);
            return new EditOutcome(theirs, new Dictionary<string, string>(), IsConflict: true);
        }
        catch (CrmException e)
        {
            return new EditOutcome(null, Errors(e));
        }
    }

    private static JsonElement Body(IEnumerable<FieldDraft> drafted, string? entityId = null)
    {
        var drafts = drafted.ToList();
        FieldDraft.DemandDates(drafts);
        var body = new JsonObject();
        if (entityId is not null)
        {
            body["entityId"] = entityId;
        }

        foreach (var draft in drafts)
        {
            draft.AddTo(body);
        }

        return JsonSerializer.SerializeToElement(body, Json.Options);
    }

    /// <summary>An error inside a list («tags[2]») stands at the list.</summary>
    private Dictionary<string, string> Errors(CrmException refusal)
    {
        if (refusal.Details.Count == 0)
        {
            return new Dictionary<string, string> { [""] = texts.Of(refusal) };
        }

        return refusal.Details
            .GroupBy(detail => detail.Path.Split('[')[0], Say, StringComparer.Ordinal)
            .ToDictionary(place => place.Key, place => string.Join(' ', place.Distinct()), StringComparer.Ordinal);
    }

    /// <summary>A page offers no property that is not there: it has gone since.</summary>
    private string Say(Detail detail) => detail.Key == "Records.UnknownProperty"
        ? texts["Shell.Gone", texts["Settings.KindProperty"]]
        : texts[detail.Key, detail.Args];
}
