namespace CrmAdmin.Tests.Relations;

/// <summary>What records, activities, relations and files must come to, kept as plainly as can be.</summary>
public sealed class GraphModel(TimeSpan retention, TimeSpan unheld)
{
    private readonly Dictionary<string, Node> records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Activity> activities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Edge> relations = new(StringComparer.Ordinal);

    public GraphFiles Files { get; } = new(unheld);

    public IReadOnlyList<string> Records => [.. records.Keys];

    public IReadOnlyList<string> Activities => [.. activities.Keys];

    public IReadOnlyList<string> Relations => [.. relations.Keys];

    public void Add(string recordId, string entityId) => records[recordId] = new Node(entityId);

    public void Add(string activityId, string recordId, string type, string date) => activities[activityId] = new Activity(activityId, recordId, type, date);

    public void Relate(string relationId, string from, string to) => relations[relationId] = new Edge(from, to);

    public string EntityOf(string recordId) => records[recordId].EntityId;

    public bool IsLive(string recordId) => records[recordId] is { IsGone: false, DeletedAt: null };

    public bool AreRelated(string from, string to) => relations.ContainsValue(new Edge(from, to));

    /// <summary>Lets what is over in the trash be gone, with what hangs on it.</summary>
    public void Pass(DateTimeOffset now)
    {
        foreach (var (recordId, record) in records.Where(r => r.Value.DeletedAt + retention <= now).ToList())
        {
            records[recordId] = record with { DeletedAt = null };
            Purge(recordId);
            Files.Expire(recordId);
        }
    }

    public string Delete(string recordId, bool permanent, DateTimeOffset now)
    {
        var record = records[recordId];
        if (record.IsGone || (!permanent && record.DeletedAt is not null))
        {
            return record.IsGone ? "ResourceNotFound" : "AlreadyDeleted";
        }

        if (permanent)
        {
            Purge(recordId);
            Files.Purge(recordId);
        }
        else
        {
            records[recordId] = record with { DeletedAt = now };
        }

        return "Success";
    }

    public string Restore(string recordId)
    {
        var record = records[recordId];
        if (record.IsGone || record.DeletedAt is null)
        {
            return record.IsGone ? "ResourceNotFound" : "NotDeleted";
        }

        records[recordId] = record with { DeletedAt = null };
        return "Success";
    }

    /// <summary>Whether there was such an activity to be seen; it is gone then.</summary>
    public bool RemoveActivity(string activityId) =>
        activities.TryGetValue(activityId, out var activity) && IsLive(activity.RecordId) && activities.Remove(activityId);

    /// <summary>Whether there was such a relation to be seen; it is gone then.</summary>
    public bool RemoveRelation(string relationId) =>
        relations.TryGetValue(relationId, out var edge) && IsLive(edge.From) && IsLive(edge.To) && relations.Remove(relationId);

    /// <summary>A record's activities, newest first.</summary>
    public IEnumerable<string> ActivitiesOf(string recordId) => activities.Values.Where(a => a.RecordId == recordId)
        .OrderByDescending(a => a.Date, StringComparer.Ordinal).ThenByDescending(a => a.ActivityId, StringComparer.Ordinal).Select(a => a.ActivityId);

    /// <summary>A record's summaries, as «type count first last».</summary>
    public IEnumerable<string> SummariesOf(string recordId) =>
        from activity in activities.Values
        where activity.RecordId == recordId
        group activity.Date by activity.Type into type
        orderby type.Key
        select $"{type.Key} {type.Count()} {type.Min(StringComparer.Ordinal)} {type.Max(StringComparer.Ordinal)}";

    /// <summary>A record's relations, as «id direction other».</summary>
    public IEnumerable<string> LinksOf(string recordId) =>
        from relation in relations.OrderBy(relation => relation.Key, StringComparer.Ordinal)
        let other = relation.Value.From == recordId ? relation.Value.To : relation.Value.From
        where (relation.Value.From == recordId || relation.Value.To == recordId) && IsLive(other)
        select $"{relation.Key} {(relation.Value.From == recordId ? "from" : "to")} {other}";

    private void Purge(string recordId)
    {
        records[recordId] = records[recordId] with { IsGone = true };
        foreach (var activity in activities.Values.Where(a => a.RecordId == recordId).ToList())
        {
            activities.Remove(activity.ActivityId);
        }

        foreach (var (relationId, _) in relations.Where(r => r.Value.From == recordId || r.Value.To == recordId).ToList())
        {
            relations.Remove(relationId);
        }
    }

    private sealed record Node(string EntityId, DateTimeOffset? DeletedAt = null, bool IsGone = false);

    private sealed record Activity(string ActivityId, string RecordId, string Type, string Date);

    private sealed record Edge(string From, string To);
}
