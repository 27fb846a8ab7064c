using System.Globalization;
using CrmAdmin.Entities;
using CrmAdmin.Shell;

namespace CrmAdmin.Demo;

/// <summary>An entity to be made, with its properties.</summary>
internal sealed record DemoEntity(EntityBody Body, IReadOnlyList<PropertyBody> Properties);

/// <summary>The entities of the demo workspace, named in its language.</summary>
internal sealed class DemoFields(CultureInfo language)
{
    private static readonly Dictionary<string, string> Colors = new(StringComparer.Ordinal)
    {
        ["NORMAL"] = "gray", ["SILVER"] = "blue", ["GOLD"] = "yellow", ["VIP"] = "purple",
        ["LEAD"] = "blue", ["ACTIVE"] = "green", ["DORMANT"] = "gray",
    };

    /// <summary>Customers; the telephone numbers are masked.</summary>
    public DemoEntity Contact => new(Entity("contact"),
    [
        Property("email", FieldType.Email),
        Property("phone", FieldType.Phone) with { IsMasked = true },
        Choices("grade", FieldType.Dropdown, DemoWords.Grades.Values),
        Cities,
        Property("age", FieldType.Number),
        Property("totalSpent", FieldType.Number),
        Property("lastOrderAt", FieldType.DateTime),
        Property("birthday", FieldType.Date),
        Property("marketingOptIn", FieldType.Boolean),
        Choices("interests", FieldType.MultiCheckbox, DemoWords.Interests),
        Property("memo", FieldType.LongText),
    ]);

    /// <summary>Companies.</summary>
    public DemoEntity Company => new(Entity("company"),
    [
        Choices("industry", FieldType.Dropdown, DemoCompanies.Industries.Values),
        Choices("status", FieldType.Radio, DemoCompanies.Statuses.Values),
        Property("employees", FieldType.Number),
        Property("annualRevenue", FieldType.Number),
        Cities,
        Property("website", FieldType.Url),
        Property("phone", FieldType.Phone),
        Property("contractedOn", FieldType.Date),
        Property("documents", FieldType.File),
        Property("memo", FieldType.LongText),
    ]);

    /// <summary>Their values are names already.</summary>
    private PropertyBody Cities => Property("city", FieldType.Dropdown) with
    {
        Options = [.. DemoWords.Cities.Values.Select((city, i) => new OptionBody(city, city, i, null))],
    };

    private EntityBody Entity(string slug) => new(Text("entity_" + slug), slug, Text("about_" + slug));

    private PropertyBody Property(string key, FieldType type) => new(Text(key), key, type, null, null, null, null);

    private PropertyBody Choices(string key, FieldType type, IReadOnlyList<string> values) => Property(key, type) with
    {
        Options = [.. values.Select((value, i) => new OptionBody(Text($"{key}_{value}"), value, i, Colors.GetValueOrDefault(value)))],
    };

    private string Text(string name) => Texts.Get("Demo." + name, language);
}
