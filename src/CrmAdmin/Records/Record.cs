using CrmAdmin.Entities;

namespace CrmAdmin.Records;

/// <summary>One record with its values in canonical form.</summary>
/// <param name="RecordId">CRMRC1… identifier.</param>
/// <param name="EntityId">The entity it belongs to.</param>
/// <param name="Name">1 to 255 characters, NFC.</param>
/// <param name="Data">
/// By propertyId, without empty ones: string (NFC), double, bool, DateOnly, DateTime (UTC, milliseconds) or string[].
/// </param>
/// <param name="Tags">In the order given; empty for none.</param>
/// <param name="OwnerId">Whose record it is, or null.</param>
/// <param name="DateCreated">UTC.</param>
/// <param name="DateUpdated">UTC.</param>
/// <param name="Version">Counts the changes, from 1.</param>
public sealed record Record(
    string RecordId,
    string EntityId,
    string Name,
    IReadOnlyDictionary<string, object> Data,
    IReadOnlyList<string> Tags,
    string? OwnerId,
    DateTime DateCreated,
    DateTime DateUpdated,
    long Version)
{
    /// <summary>When it went to the trash; null for a live record.</summary>
    public DateTime? DeletedAt { get; init; }

    /// <summary>Who put it there.</summary>
    public string? DeletedBy { get; init; }

    /// <summary>Its value of a property; null where empty.</summary>
    public object? Value(Property property) => Data.GetValueOrDefault(property.PropertyId);
}
