using System.Text.Json;
using CrmAdmin.Http;

namespace CrmAdmin.Activities;

/// <summary>Something that happened with a record.</summary>
/// <param name="ActivityId">CRMAC1… identifier.</param>
/// <param name="RecordId">Whose.</param>
/// <param name="Type">1 to 100 characters, as in «email.opened».</param>
/// <param name="Date">When, UTC.</param>
/// <param name="Source">Where it was seen, or null.</param>
/// <param name="Payload">A JSON object of whatever belongs to it, or null.</param>
public sealed record Activity(string ActivityId, string RecordId, string Type, DateTime Date, string? Source, JsonElement? Payload)
{
    internal static Activity Of(ActivityRow row) => new(
        row.ActivityId,
        row.RecordId,
        row.Type,
        row.At,
        row.Source,
        row.Payload is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Payload, Json.Options));
}

/// <summary>Which of a record's activities are asked for; what is null narrows nothing.</summary>
/// <param name="Type">Of this type.</param>
/// <param name="From">Not before.</param>
/// <param name="To">Not after.</param>
public sealed record ActivityQuery(string? Type = null, DateTime? From = null, DateTime? To = null);

/// <summary>How many activities of one type a record has.</summary>
/// <param name="Type">The type.</param>
/// <param name="Count">At least 1.</param>
/// <param name="FirstDate">The earliest.</param>
/// <param name="LastDate">The latest.</param>
public sealed record EventSummary(string Type, long Count, DateTime FirstDate, DateTime LastDate);
