using System.Text.Json.Nodes;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;

namespace CrmAdmin.Tests.Conditions;

/// <summary>Makes condition trees, as JSON, whose values mostly come from the records that they are held against.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="schema">The entity.</param>
/// <param name="records">Where values come from.</param>
/// <param name="times">Where days and instants come from.</param>
/// <param name="segmentIds">Segments that conditions may name.</param>
public sealed class SampleTrees(
    Random random, EntitySchema schema, IReadOnlyList<SampleRecord> records, SampleTimes times, IReadOnlyList<string>? segmentIds = null)
{
    private readonly IReadOnlyList<Field> fields = FieldList.All(schema);
    private readonly SampleRecords values = new(random, schema, times);

    /// <summary>A root group of at most so many levels.</summary>
    public JsonObject Next(int levels = 5)
    {
        var children = new JsonArray();
        for (var count = random.Next(random.Next(20) == 0 ? 1 : 5); count > 0; count--)
        {
            children.Add((JsonNode)(levels > 1 && random.Next(3) == 0 ? Next(levels - 1) : Condition()));
        }

        return new JsonObject { ["operator"] = random.Pick(["AND", "OR"]), ["conditions"] = children };
    }

    /// <summary>A root group of some conditions alone, as indexes can decide by themselves.</summary>
    public JsonObject Flat() => new()
    {
        ["operator"] = random.Pick(["AND", "OR"]),
        ["conditions"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (JsonNode)Condition())]),
    };

    private JsonObject Condition()
    {
        if (segmentIds is { Count: > 0 } && random.Next(15) == 0)
        {
            return new JsonObject { ["field"] = "segmentId", ["operator"] = "includes", ["value"] = random.Pick(segmentIds) };
        }

        var field = random.Pick(fields);
        var row = random.Pick(Operators.For(field.Kind).ToList());
        var path = field.Property is { } property && random.Next(2) == 0 ? $"data.{property.Key}" : field.Path;
        var condition = new JsonObject { ["field"] = path, ["operator"] = row.Key };
        if (row.Shape != ValueShape.None)
        {
            condition["value"] = Value(field, row);
        }

        return condition;
    }

    private JsonNode Value(Field field, Operator row) => row.Shape switch
    {
        ValueShape.Whole => JsonValue.Create(random.Next(3) == 0 ? random.Next(row.Least, row.Most + 1) : random.Next(1, 60)),
        ValueShape.Range => Range(field),
        ValueShape.List when random.Next(4) > 0 => List(field),
        _ => SampleRecord.Json(One(field)),
    };

    private JsonArray List(Field field)
    {
        var count = random.Next(8) == 0 ? random.Next(9, 201) : random.Next(1, 5);
        return new JsonArray([.. Enumerable.Range(0, count).Select(_ => SampleRecord.Json(One(field)))]);
    }

    /// <summary>Whether a day and an instant are in order depends on the zone, so a range has two of a kind.</summary>
    private JsonArray Range(Field field)
    {
        object low = One(field), high = One(field);
        while (low.GetType() != high.GetType())
        {
            high = One(field);
        }

        return ((IComparable)low).CompareTo(high) <= 0
            ? [SampleRecord.Json(low), SampleRecord.Json(high)]
            : [SampleRecord.Json(high), SampleRecord.Json(low)];
    }

    private object One(Field field)
    {
        var held = random.Next(4) == 0 ? null : random.Pick(records).Value(schema, field.Path);
        return (held ?? Fresh(field)) switch
        {
            string text => random.Next(3) == 0 ? text : SampleTexts.Varied(random, text),
            string[] several => random.Next(3) == 0 ? SampleTexts.Varied(random, random.Pick(several)) : random.Pick(several),
            double number => random.Next(4) == 0 ? Math.Clamp(number + random.Next(-1, 2), -9007199254740991, 9007199254740991) : number,
            DateTime instant when random.Next(2) == 0 => times.DayOf(instant),
            var value => value,
        };
    }

    private object Fresh(Field field) => field switch
    {
        { Property: { } property } => values.Value(property),
        { Kind: FieldKind.Instant } => times.Instant(),
        _ => SampleTexts.Next(random),
    };
}
