using System.Text.Json;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Relations;

namespace CrmAdmin.Records.Page;

/// <summary>A way in which a record can be related, seen from its side.</summary>
/// <param name="Type">The way.</param>
/// <param name="Direction">Which end the record would be.</param>
internal sealed record RelationDraft(RelationType Type, Direction Direction)
{
    /// <summary>Names it in a list of choices.</summary>
    public string Key => $"{Direction}:{Type.RelationTypeId}";

    /// <summary>What it is called from the record's side.</summary>
    public string Name => Direction == Direction.From ? Type.Name : Type.ReverseName ?? Type.Name;

    /// <summary>The entity at the other end.</summary>
    public string OtherEntityId => Direction == Direction.From ? Type.ToEntityId : Type.FromEntityId;

    /// <summary>The ways of an entity's records. Between two of one entity a way without a name of its own back is the same from both sides.</summary>
    public static IEnumerable<RelationDraft> Of(EntitySchema schema, IEnumerable<RelationType> types) =>
        from type in types
        from direction in new[] { Direction.From, Direction.To }
        where (direction == Direction.From ? type.FromEntityId : type.ToEntityId) == schema.EntityId
        where direction == Direction.From || type.FromEntityId != type.ToEntityId || type.ReverseName is not null
        select new RelationDraft(type, direction);

    /// <summary>The body that relates two records in this way.</summary>
    public static JsonElement Body(string relationTypeId, Direction direction, string recordId, string otherId) => JsonSerializer.SerializeToElement(
        direction == Direction.From
            ? new { relationTypeId, fromRecordId = recordId, toRecordId = otherId }
            : new { relationTypeId, fromRecordId = otherId, toRecordId = recordId },
        Json.Options);
}
