using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;

namespace CrmAdmin.Records;

/// <summary>What a caller wants a record to be, checked against the entity: members that were given, in canonical form.</summary>
public sealed class RecordInput
{
    private string? name;
    private bool hasTags;
    private bool hasOwner;
    private IReadOnlyList<string> tags = [];
    private string? owner;
    private DateTime? created;
    private readonly List<(string Path, string FileId)> files = [];
    private readonly Dictionary<string, object?> data = new(StringComparer.Ordinal);

    private RecordInput()
    {
    }

    /// <summary>The files it names, each with its place in the request. That they are there is not checked yet.</summary>
    internal IReadOnlyList<(string Path, string FileId)> Files => files;

    /// <summary>Reads one record's members; what is wrong is added to <paramref name="errors"/> by its path.</summary>
    /// <param name="body">The JSON object.</param>
    /// <param name="path">Where it stands in the request, as in «records[3].»; empty for the body itself.</param>
    /// <param name="schema">What the properties are.</param>
    /// <param name="existing">The record to be changed, as it is; null for a new one, which needs a name.</param>
    /// <param name="caller">Who writes; a masked value written back as it was shown is left out.</param>
    /// <param name="errors">Collects what is wrong.</param>
    public static RecordInput Read(JsonElement body, string path, EntitySchema schema, Record? existing, Caller caller, List<Detail> errors)
    {
        var found = errors.Count;
        var input = ReadMembers(body, path, schema, existing, caller, errors);
        if (existing is null && input.name is null && errors.Count == found)
        {
            errors.Add(new Detail(path + "name", "Records.NameNeeded"));
        }

        return input;
    }

    /// <summary>Reads what is to be changed in whichever records, to know beforehand whether it can be.</summary>
    public static RecordInput ReadChange(JsonElement change, EntitySchema schema, Caller caller, List<Detail> errors) =>
        ReadMembers(change, "", schema, null, caller, errors);

    private static RecordInput ReadMembers(JsonElement body, string path, EntitySchema schema, Record? existing, Caller caller, List<Detail> errors)
    {
        var input = new RecordInput();
        foreach (var member in body.EnumerateObject())
        {
            switch (member.Name)
            {
                case "name":
                    input.name = Name(member.Value, path + "name", errors);
                    break;
                case "tags":
                    input.hasTags = true;
                    input.tags = Tags(member.Value, path + "tags", errors);
                    break;
                case "ownerId":
                    input.hasOwner = true;
                    input.owner = PropertyValues.Text(member.Value, path + "ownerId", Limits.NameLength, errors);
                    break;
                case "data":
                    input.ReadData(member.Value, path + "data", schema, existing, caller, errors);
                    break;
                default:
                    break;
            }
        }

        return input;
    }

    /// <summary>Values that are canonical and checked already. Null was not given; a new record needs a name.</summary>
    /// <param name="name">1 to 255 characters, NFC.</param>
    /// <param name="tags">Without repeats.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="data">By propertyId, without empty ones.</param>
    /// <param name="created">When it came to be, where that was not now.</param>
    internal static RecordInput Of(
        string? name, IReadOnlyList<string>? tags, string? owner, IEnumerable<KeyValuePair<string, object?>> data, DateTime? created)
    {
        var input = new RecordInput
        {
            name = name, hasTags = tags is not null, tags = tags ?? [], hasOwner = owner is not null, owner = owner, created = created,
        };
        foreach (var (propertyId, value) in data)
        {
            input.data[propertyId] = value;
        }

        return input;
    }

    /// <summary>The new record.</summary>
    public Record Create(string recordId, string entityId, DateTime now) => new(
        recordId, entityId, name!, Merged(new Dictionary<string, object>()), tags, owner, created ?? now, now, 1);

    /// <summary>The record with what was given put in; the same object where nothing changes.</summary>
    public Record Apply(Record record, DateTime now)
    {
        var changed = record with
        {
            Name = name ?? record.Name,
            Data = data.Count == 0 ? record.Data : Merged(record.Data),
            Tags = hasTags ? tags : record.Tags,
            OwnerId = hasOwner ? owner : record.OwnerId,
        };
        return RecordChanges.Between(record, changed).Count == 0 ? record : changed with { DateUpdated = now, Version = record.Version + 1 };
    }

    internal static string? Name(JsonElement value, string path, List<Detail> errors)
    {
        var text = PropertyValues.Text(value, path, Limits.NameLength, errors);
        if (text is null && value.ValueKind is JsonValueKind.Null or JsonValueKind.String && errors.All(e => e.Path != path))
        {
            errors.Add(new Detail(path, "Records.NameNeeded"));
        }

        return text;
    }

    internal static IReadOnlyList<string> Tags(JsonElement value, string path, List<Detail> errors)
    {
        var tags = PropertyValues.Texts(value, path, Limits.Tags, Limits.TagLength, errors) ?? [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. tags.Where(tag => seen.Add(Folding.Fold(tag)))];
    }

    private void ReadData(
        JsonElement value, string path, EntitySchema schema, Record? existing, Caller caller, List<Detail> errors)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new Detail(path, "Records.ObjectNeeded"));
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            if (schema.Find(member.Name) is not { } property)
            {
                if (schema.IsMissing)
                {
                    continue;
                }

                errors.Add(new Detail(at, "Records.UnknownProperty", member.Name));
            }
            else if (Masking.IsWrittenBack(property, existing?.Value(property), member.Value, caller))
            {
                continue;
            }
            else if (!data.TryAdd(property.PropertyId, PropertyValues.Read(member.Value, at, property, errors)))
            {
                errors.Add(new Detail(at, "Records.PropertyTwice", member.Name));
            }
            else if (property.FieldType == FieldType.File && data[property.PropertyId] is string[] fileIds)
            {
                files.AddRange(fileIds.Select((fileId, i) => ($"{at}[{i}]", fileId)));
            }
        }
    }

    private Dictionary<string, object> Merged(IReadOnlyDictionary<string, object> existing)
    {
        var merged = new Dictionary<string, object>(existing, StringComparer.Ordinal);
        foreach (var (propertyId, value) in data)
        {
            if (value is null)
            {
                merged.Remove(propertyId);
            }
            else
            {
                merged[propertyId] = value;
            }
        }

        return merged;
    }
}
