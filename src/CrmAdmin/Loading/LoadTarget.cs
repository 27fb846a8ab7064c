using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Http;

namespace CrmAdmin.Loading;

/// <summary>The entity that a file is loaded into, and which of its properties each column gives.</summary>
internal sealed class LoadTarget(EntityCatalog catalog, EntityService entities, PropertyService properties)
{
    /// <summary>
    /// Finds the entity and maps the columns; makes what is missing where that was asked for, else names it all in a 400.
    /// </summary>
    public async Task<(EntitySchema Schema, IReadOnlyList<LoadColumn> Columns)> PrepareAsync(
        Caller caller, LoadArguments arguments, IReadOnlyList<(string Header, ColumnSurvey Survey)> columns, CancellationToken ct)
    {
        var used = columns.Select((c, i) => (Index: i, c.Header, c.Survey)).Where(c => !arguments.Skip.Contains(c.Header)).ToList();
        if (used.All(c => LoadColumn.RoleOf(c.Header) != ColumnRole.Name))
        {
            throw Refused("Loading.NameMissing");
        }

        var schema = await EntityAsync(caller, arguments, ct);
        var missing = used.Where(c => LoadColumn.RoleOf(c.Header) is null && Find(schema, c.Header) is null).ToList();
        if (missing.Count > 0 && !arguments.Create)
        {
            throw Refused("Loading.ColumnsUnknown", string.Join(", ", missing.Select(c => c.Header)));
        }

        foreach (var (_, header, survey) in missing)
        {
            await properties.CreateAsync(caller, schema.EntityId, Body(header, survey), ct);
        }

        schema = await catalog.GetAsync(schema.EntityId, ct);
        return (schema, [.. used.Select(c => Column(schema, c.Index, c.Header))]);
    }

    private async Task<EntitySchema> EntityAsync(Caller caller, LoadArguments arguments, CancellationToken ct)
    {
        var known = await catalog.FindBySlugAsync(arguments.Entity, ct) ?? await catalog.FindAsync(arguments.Entity, ct);
        return known
            ?? (arguments.Create
                ? await entities.CreateAsync(caller, new EntityBody(arguments.Entity, arguments.Entity, null), ct)
                : throw Refused("Loading.EntityUnknown", arguments.Entity));
    }

    private static LoadColumn Column(EntitySchema schema, int index, string header) => LoadColumn.RoleOf(header) is { } role
        ? new LoadColumn(index, header, role)
        : new LoadColumn(index, header, ColumnRole.Property, Find(schema, header));

    /// <summary>By key or id, then by name.</summary>
    private static Property? Find(EntitySchema schema, string header) =>
        schema.Find(header)
        ?? schema.Properties.FirstOrDefault(p => p.Key.Equals(header, StringComparison.OrdinalIgnoreCase) || p.Name == Folding.Nfc(header));

    private static PropertyBody Body(string header, ColumnSurvey survey) => new(
        header,
        Slugs.IsKey(header) ? header : null,
        survey.Type,
        [.. survey.Options.Select((option, i) => new OptionBody(null, option, i, null))],
        null,
        null,
        null);

    private static CrmException Refused(string key, params object?[] args) => new(ErrorCode.ValidationError, key, args);
}
