using CrmAdmin.Entities;
using CrmAdmin.Storage;
using CrmAdmin.Trash;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Relations;

/// <summary>Registers relations.</summary>
public static class RelationsFeature
{
    /// <summary>Adds the services of relations.</summary>
    public static IServiceCollection AddRelations(this IServiceCollection services) => services
        .AddSingleton<RelationTable>()
        .AddSingleton<RelationTypeService>()
        .AddSingleton<RelationService>()
        .AddSingleton<IRecordAttachment, RelationAttachment>()
        .AddSingleton<IEntityAttachment, RelationTypeAttachment>();
}

/// <summary>Relations go with a record that is deleted for good.</summary>
internal sealed class RelationAttachment(RelationTable relations) : IRecordAttachment
{
    public string CountKey => "Relations.CountGoing";

    public async Task<long> CountAsync(CrmDb db, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct)
    {
        var going = recordIds.ToArray();
        return await db.Set<RelationRow>().LongCountAsync(r => EF.Parameter(going).Contains(r.FromRecordId) || EF.Parameter(going).Contains(r.ToRecordId), ct);
    }

    public Task PurgeAsync(CrmDb db, EntitySchema schema, IReadOnlyList<string> recordIds, CancellationToken ct) =>
        relations.PurgeAsync(db, recordIds, ct);
}

/// <summary>The ways in which an entity's records could be related go with it.</summary>
internal sealed class RelationTypeAttachment : IEntityAttachment
{
    public Task RemoveAsync(CrmDb db, string entityId, CancellationToken ct) =>
        db.Set<RelationTypeRow>().Where(t => t.FromEntityId == entityId || t.ToEntityId == entityId).ExecuteDeleteAsync(ct);
}
