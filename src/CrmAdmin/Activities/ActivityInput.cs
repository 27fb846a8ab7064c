using System.Text;
using System.Text.Json;
using CrmAdmin.Http;

namespace CrmAdmin.Activities;

/// <summary>An activity as a caller gives it, checked.</summary>
/// <param name="RecordId">Whose; whether there is such a record is not checked yet.</param>
/// <param name="Type">NFC.</param>
/// <param name="Date">UTC, to the millisecond.</param>
/// <param name="Source">NFC, or null.</param>
/// <param name="Payload">A JSON object without white space, or null.</param>
internal sealed record ActivityInput(string RecordId, string Type, DateTime Date, string? Source, string? Payload)
{
    /// <summary>Reads one; what is wrong is left in <paramref name="members"/>.</summary>
    public static ActivityInput Read(Members members) => new(
        members.Required("recordId", Limits.NameLength),
        members.Required("type", Limits.ActivityType),
        members.Instant("date"),
        members.Text("source", Limits.ActivitySource),
        PayloadOf(members));

    private static string? PayloadOf(Members members)
    {
        if (members.Element("payload") is not { } payload)
        {
            return null;
        }

        if (payload.ValueKind != JsonValueKind.Object)
        {
            members.Add("payload", "Activities.PayloadObject");
            return null;
        }

        var text = JsonSerializer.Serialize(payload, Json.Options);
        if (Encoding.UTF8.GetByteCount(text) > Limits.ActivityPayload)
        {
            members.Add("payload", "Activities.PayloadSize", Limits.ActivityPayload);
        }

        return text;
    }
}
