using CrmAdmin.Entities;

namespace CrmAdmin.Tests.Conditions;

/// <summary>Makes entities with properties of every type, some of them twice.</summary>
public static class SampleSchema
{
    /// <summary>An entity with at least one property of each type, in random order and with random options.</summary>
    public static EntitySchema Next(Random random)
    {
        var types = Enum.GetValues<FieldType>();
        FieldType[] chosen = [.. types, .. Enumerable.Range(0, random.Next(4)).Select(_ => random.Pick(types))];
        random.Shuffle(chosen);
        var properties = chosen.Select((type, index) => Make(random, type, index + 1)).ToList();
        return new EntitySchema("CRMET1" + new string('0', 26), 1, "고객", "contact", null, properties);
    }

    private static Property Make(Random random, FieldType type, int number) => new(
        $"CRMPP1{number:D26}",
        number,
        $"key_{number}",
        $"{type} {number}",
        type,
        HasOptions(type) ? Options(random) : [],
        IsMasked: false);

    private static bool HasOptions(FieldType type) => type is FieldType.Dropdown or FieldType.Radio or FieldType.MultiCheckbox;

    private static List<PropertyOption> Options(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 9))
            .Select(_ => OracleText.Nfc(SampleTexts.Next(random)))
            .DistinctBy(OracleText.Fold)
            .Select((value, index) => new PropertyOption($"{value} 등급", value, index))];
}
