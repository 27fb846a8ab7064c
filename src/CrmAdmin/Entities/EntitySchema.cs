using CrmAdmin.Http;

namespace CrmAdmin.Entities;

/// <summary>One choice of a DROPDOWN, RADIO or MULTI_CHECKBOX property.</summary>
/// <param name="Label">What people see.</param>
/// <param name="Value">What records hold and conditions compare.</param>
/// <param name="Priority">Smaller comes first.</param>
/// <param name="Color">A colour name or #rrggbb; null is neutral.</param>
public sealed record PropertyOption(string Label, string Value, int Priority = 0, string? Color = null);

/// <summary>A user-defined field of an entity. Immutable: a change makes a new snapshot.</summary>
/// <param name="PropertyId">CRMPP1… identifier.</param>
/// <param name="Number">Names the column in the entity's table; never used again after removal.</param>
/// <param name="Key">Short name for callers, unique in the entity.</param>
/// <param name="Name">What people see, unique in the entity.</param>
/// <param name="FieldType">The kind of value.</param>
/// <param name="Options">The choices in their order; empty for other kinds.</param>
/// <param name="IsMasked">Callers below ADMIN see a mask and cannot search on it.</param>
/// <param name="Description">Help text, or null.</param>
/// <param name="IsHidden">Staff do not meet it on the pages; for everything else it is there as ever.</param>
public sealed record Property(
    string PropertyId,
    int Number,
    string Key,
    string Name,
    FieldType FieldType,
    IReadOnlyList<PropertyOption> Options,
    bool IsMasked,
    string? Description = null,
    bool IsHidden = false)
{
    /// <summary>When it was made.</summary>
    public DateTime DateCreated { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTime DateUpdated { get; init; }

    /// <summary>Whether an index holds the live records in its order, because searches asked for it.</summary>
    public bool IsOrdered { get; init; }
}

/// <summary>One entity with its properties as they stood at one moment; what reads, writes and exports work from.</summary>
/// <param name="EntityId">CRMET1… identifier.</param>
/// <param name="Number">Names the entity's table; never used again.</param>
/// <param name="Name">What people see.</param>
/// <param name="Slug">Short name in addresses, unique.</param>
/// <param name="Description">Help text, or null.</param>
/// <param name="Properties">In display order, without removed ones.</param>
public sealed record EntitySchema(
    string EntityId,
    int Number,
    string Name,
    string Slug,
    string? Description,
    IReadOnlyList<Property> Properties)
{
    private readonly Dictionary<string, Property> byName = Index(Properties);

    /// <summary>
    /// The properties that pages offer and show: those not hidden, in display order. Services, REST, conditions and storage go
    /// by <see cref="Properties"/>.
    /// </summary>
    public IReadOnlyList<Property> Shown { get; } = [.. Properties.Where(property => !property.IsHidden)];

    /// <summary>When the entity was made.</summary>
    public DateTime DateCreated { get; init; }

    /// <summary>When it or one of its properties last changed.</summary>
    public DateTime DateUpdated { get; init; }

    /// <summary>Whether there is no such entity, so that its properties are not known either.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>
    /// Stands for an entity that is not there while the rest of a request is looked through, since what is wrong in it is
    /// told before the 404.
    /// </summary>
    public static EntitySchema Missing(string entityId) => new(entityId, 0, "", "", null, []) { IsMissing = true };

    /// <summary>404 where there is no such entity.</summary>
    public void Demand()
    {
        if (IsMissing)
        {
            throw CrmException.NotFound(EntityId);
        }
    }

    /// <summary>Finds a property by its id or its key; null where there is none.</summary>
    public Property? Find(string idOrKey) => byName.GetValueOrDefault(idOrKey);

    private static Dictionary<string, Property> Index(IReadOnlyList<Property> properties)
    {
        var index = new Dictionary<string, Property>(properties.Count * 2, StringComparer.Ordinal);
        foreach (var property in properties)
        {
            index[property.PropertyId] = property;
            index[property.Key] = property;
        }

        return index;
    }
}

/// <summary>Ways to find an entity in a list.</summary>
public static class EntityList
{
    /// <summary>The entity of a short name; 404 where there is none.</summary>
    public static EntitySchema Named(this IEnumerable<EntitySchema> entities, string slug) =>
        entities.FirstOrDefault(entity => entity.Slug == slug) ?? throw CrmException.NotFound(slug);

    /// <summary>The same; where no name is given the first, null where there is none at all.</summary>
    public static EntitySchema? NamedOrFirst(this IReadOnlyList<EntitySchema> entities, string? slug) =>
        slug is not null ? entities.Named(slug) : entities is [var first, ..] ? first : null;
}
