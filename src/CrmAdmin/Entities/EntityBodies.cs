using System.Text.Json.Serialization;
using CrmAdmin.Conditions;
using CrmAdmin.Http;

namespace CrmAdmin.Entities;

/// <summary>What makes an entity, or changes it; an absent member stays as it is, a null or empty description takes it away.</summary>
/// <param name="Name">1 to 100 characters, unique.</param>
/// <param name="Slug">Letters, digits, - and _; unique; made from the name where absent.</param>
/// <param name="Description">Help text.</param>
public sealed record EntityBody(
    [property: JsonConverter(typeof(NullIsEmpty))] string? Name,
    string? Slug,
    [property: JsonConverter(typeof(NullIsEmpty))] string? Description)
{
    /// <summary>The same with its texts as they are kept: what is too long is told by that form.</summary>
    internal EntityBody Nfc() => new(Nfc(Name), Nfc(Slug), Nfc(Description));

    /// <summary>A text as it is kept; null stays null.</summary>
    internal static string? Nfc(string? text) => text is null ? null : Folding.Nfc(text);
}

/// <summary>An entity as answered.</summary>
public sealed record EntityAnswer(
    string EntityId, string Name, string Slug, string? Description, IReadOnlyList<string> PropertyIds, DateTime DateCreated, DateTime DateUpdated)
{
    internal static EntityAnswer Of(EntitySchema entity) => new(
        entity.EntityId, entity.Name, entity.Slug, entity.Description,
        [.. entity.Properties.Select(p => p.PropertyId)], entity.DateCreated, entity.DateUpdated);
}

/// <summary>What makes a property, or changes it; an absent member stays as it is, a null or empty description takes it away.</summary>
/// <param name="Name">1 to 100 characters, unique in the entity.</param>
/// <param name="Key">A letter, then letters, digits and _, at most 63; unique in the entity; made from the name where absent.</param>
/// <param name="FieldType">Needed to make one; never changes.</param>
/// <param name="Options">The choices of DROPDOWN, RADIO and MULTI_CHECKBOX.</param>
/// <param name="IsMasked">Whether callers below ADMIN see a mask.</param>
/// <param name="Description">Help text.</param>
/// <param name="Position">Place among the entity's properties, from 0.</param>
/// <param name="IsHidden">Whether staff do not meet it on the pages.</param>
public sealed record PropertyBody(
    [property: JsonConverter(typeof(NullIsEmpty))] string? Name,
    string? Key,
    FieldType? FieldType,
    IReadOnlyList<OptionBody?>? Options,
    bool? IsMasked,
    [property: JsonConverter(typeof(NullIsEmpty))] string? Description,
    int? Position,
    bool? IsHidden = null)
{
    /// <summary>The same with its texts as they are kept: what is too long is told by that form.</summary>
    internal PropertyBody Nfc() => this with
    {
        Name = EntityBody.Nfc(Name),
        Description = EntityBody.Nfc(Description),
        Options = Options is null ? null : [.. Options.Select(option => option?.Nfc())],
    };
}

/// <summary>One choice as given; the label is the value where absent.</summary>
public sealed record OptionBody(string? Label, string? Value, int? Priority, string? Color)
{
    internal OptionBody Nfc() => this with { Label = EntityBody.Nfc(Label), Value = EntityBody.Nfc(Value) };
}

/// <summary>A property as answered.</summary>
public sealed record PropertyAnswer(
    string PropertyId, string EntityId, string Name, string Key, FieldType FieldType, IReadOnlyList<PropertyOption> Options, bool IsMasked, bool IsHidden,
    string? Description, DateTime DateCreated, DateTime DateUpdated)
{
    internal static PropertyAnswer Of(EntitySchema entity, Property property) => new(
        property.PropertyId, entity.EntityId, property.Name, property.Key, property.FieldType, property.Options, property.IsMasked, property.IsHidden,
        property.Description, property.DateCreated, property.DateUpdated);
}
