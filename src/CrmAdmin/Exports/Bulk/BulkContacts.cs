using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Search;

namespace CrmAdmin.Exports.Bulk;

/// <summary>Whose records count as contacts: those of the entity with the slug «contact».</summary>
internal sealed class BulkContacts(EntityCatalog catalog, SelectionReader selections)
{
    /// <summary>The slug of the entity whose records are contacts.</summary>
    public const string Slug = "contact";

    /// <summary>The entity; ValidationError where the workspace has none.</summary>
    public async Task<EntitySchema> EntityAsync(CancellationToken ct) =>
        await catalog.FindBySlugAsync(Slug, ct) ?? throw CrmException.Invalid("exportType", "Exports.NoContacts", Slug);

    /// <summary>
    /// The live contacts, or those of them that are in a segment. ValidationError for an unknown segment or one whose
    /// conditions no longer fit, 403 for one on a masked field.
    /// </summary>
    public async Task<RecordSet> ReadAsync(Caller caller, BulkExportFilters filters, CancellationToken ct)
    {
        var entity = await EntityAsync(ct);
        try
        {
            return await selections.ReadAsync(caller, new RecordSelection(entity.EntityId, SegmentId: filters.SegmentId), ct);
        }
        catch (CrmException e) when (e.Code == ErrorCode.ResourceNotFound)
        {
            throw CrmException.Invalid("filters.segmentId", "Exports.SegmentUnknown");
        }
        catch (CrmException e) when (e.Code == ErrorCode.ValidationError)
        {
            throw CrmException.Invalid([.. e.Details.Select(detail => detail with { Path = "filters." + detail.Path })]);
        }
    }
}
