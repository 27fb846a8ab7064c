using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>One field of a sort order.</summary>
/// <param name="Field">What is sorted by; text and choices as they compare.</param>
/// <param name="Descending">The larger first. Empty values come last in both directions.</param>
public sealed record Sort(Field Field, bool Descending)
{
    /// <summary>The order where none is asked for: newest first.</summary>
    public static readonly IReadOnlyList<Sort> Newest = [new(FieldList.System.Single(f => f.Path == "dateCreated"), true)];

    /// <summary>Its canonical text, as in «-dateCreated».</summary>
    public override string ToString() => (Descending ? "-" : "") + Field.Path;

    /// <summary>Reads «sortFields»; what is wrong goes to <paramref name="errors"/> by its place.</summary>
    public static IReadOnlyList<Sort> Read(IReadOnlyList<string?>? fields, EntitySchema schema, List<Detail> errors)
    {
        if (fields is null or { Count: 0 })
        {
            return Newest;
        }

        if (fields.Count > Limits.SortFields)
        {
            errors.Add(new Detail("sortFields", "Search.TooManySorts", Limits.SortFields));
            return Newest;
        }

        var sorts = new List<Sort>(fields.Count);
        for (var i = 0; i < fields.Count; i++)
        {
            var descending = fields[i]?.StartsWith('-') ?? false;
            var path = descending ? fields[i]![1..] : fields[i] ?? "";
            if (FieldList.Find(schema, path) is { Sortable: true } field)
            {
                sorts.Add(new Sort(field, descending));
            }
            else if (!FieldList.MayBe(schema, path))
            {
                errors.Add(new Detail($"sortFields[{i}]", "Search.UnknownSort", path));
            }
        }

        return sorts;
    }

    /// <summary>What a record is sorted by, as its column holds it; null for empty.</summary>
    public object? Key(Record record) => Field switch
    {
        { Property: { } property } => Field.Kind.IsFolded()
            ? RecordColumns.Shadow(record.Value(property))
            : RecordColumns.Stored(record.Value(property)),
        { Column: "name" } => Folding.Fold(record.Name),
        { Column: "id" } => record.RecordId,
        { Column: "created" } => UtcMilliseconds.From(record.DateCreated),
        { Column: "updated" } => UtcMilliseconds.From(record.DateUpdated),
        { Column: "deleted_at" } => UtcMilliseconds.From(record.DeletedAt!.Value),
        _ => throw new InvalidOperationException($"{Field.Path} has no sort key."),
    };
}
