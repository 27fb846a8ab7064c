namespace CrmAdmin.Relations;

/// <summary>A way in which records of two entities, or of one, can be related.</summary>
/// <param name="RelationTypeId">CRMRT1… identifier.</param>
/// <param name="Name">What it is called from the first record's side, 1 to 100 characters.</param>
/// <param name="ReverseName">What it is called from the other side; null for the same.</param>
/// <param name="FromEntityId">The first record's entity.</param>
/// <param name="ToEntityId">The other record's entity.</param>
public sealed record RelationType(string RelationTypeId, string Name, string? ReverseName, string FromEntityId, string ToEntityId)
{
    internal static RelationType Of(RelationTypeRow row) => new(row.RelationTypeId, row.Name, row.ReverseName, row.FromEntityId, row.ToEntityId);
}

/// <summary>One record related to another.</summary>
/// <param name="RelationId">CRMRL1… identifier.</param>
/// <param name="RelationTypeId">How they are related.</param>
/// <param name="FromRecordId">The first record.</param>
/// <param name="ToRecordId">The other record.</param>
public sealed record Relation(string RelationId, string RelationTypeId, string FromRecordId, string ToRecordId);

/// <summary>Which end of a relation a record is.</summary>
public enum Direction
{
    /// <summary>The record is the first one: the relation goes from it.</summary>
    From,

    /// <summary>The relation goes to the record.</summary>
    To,
}

/// <summary>A relation as seen from one record.</summary>
/// <param name="RelationId">CRMRL1… identifier.</param>
/// <param name="RelationTypeId">How they are related.</param>
/// <param name="Name">What the relation is called from this side.</param>
/// <param name="Direction">Which end this record is.</param>
/// <param name="RecordId">The record at the other end, which is live.</param>
/// <param name="RecordName">Its name.</param>
/// <param name="EntityId">Its entity.</param>
public sealed record Link(
    string RelationId, string RelationTypeId, string Name, Direction Direction, string RecordId, string RecordName, string EntityId);
