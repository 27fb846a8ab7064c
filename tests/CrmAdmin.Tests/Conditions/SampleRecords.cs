using CrmAdmin.Entities;

namespace CrmAdmin.Tests.Conditions;

/// <summary>Makes records of an entity: a third of the values empty, the rest ordinary, odd or at an edge.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="schema">The entity; its property ids are used as they are.</param>
/// <param name="times">Where days and instants come from.</param>
public sealed class SampleRecords(Random random, EntitySchema schema, SampleTimes times)
{
    private static readonly double[] Numbers =
    [
        0, -0.0, 1, -1, 0.1, 0.2, 0.1 + 0.2, 0.5, 9007199254740991, -9007199254740991, 9007199254740990, 5e-324, 1e-7, 1234567.89, 2.5, 100,
    ];

    private int made;

    /// <summary>One record.</summary>
    public SampleRecord Next()
    {
        var data = new Dictionary<string, object>();
        foreach (var property in schema.Properties.Where(_ => random.Next(3) > 0))
        {
            data[property.PropertyId] = Value(property);
        }

        var created = times.Instant();
        return new SampleRecord(
            $"CRMRC1{++made:D15}{(random.Next(2) == 0 ? "aBcDeFgHiJk" : "AbCdEfGhIjK")}",
            Text(),
            data,
            random.Next(3) == 0 ? [] : Several(random.Next(1, 5), Text),
            random.Next(3) == 0 ? null : random.Pick(["user-1", "User-1", "user_2", "홍", "é", "e\u0301"]),
            created,
            random.Next(2) == 0 ? created : times.Instant());
    }

    /// <summary>A value that a property of this kind can hold.</summary>
    public object Value(Property property) => property.FieldType switch
    {
        FieldType.Number => random.Pick(Numbers),
        FieldType.Boolean => random.Next(2) == 0,
        FieldType.Date => times.Day(),
        FieldType.DateTime => times.Instant(),
        FieldType.Dropdown or FieldType.Radio => random.Pick(property.Options).Value,
        FieldType.MultiCheckbox => Several(random.Next(1, property.Options.Count + 1), () => random.Pick(property.Options).Value),
        FieldType.File => new[] { $"CRMFL1{random.Next(9):D26}" },
        FieldType.Email => $"{random.Pick(["Hong", "kim", "KIM"])}.{random.Next(20)}@{random.Pick(["example.com", "Mail.Example.kr"])}",
        FieldType.Phone => random.Next(2) == 0 ? $"010-1234-{random.Next(20):D4}" : $"+82 10 1234 {random.Next(20):D4}",
        FieldType.Url => $"https://example.com/{random.Pick(["A", "a", "b_c", "%41", "?q='x'"])}",
        _ => Text(),
    };

    /// <summary>A text as records keep it.</summary>
    private string Text() => OracleText.Nfc(SampleTexts.Next(random));

    private static string[] Several(int count, Func<string> next) =>
        [.. Enumerable.Range(0, count).Select(_ => next()).DistinctBy(OracleText.Fold)];
}
