using System.Text.Json;
using CrmAdmin.Http;

namespace CrmAdmin.Records;

/// <summary>Reads the members round the records of a request body.</summary>
internal static class RecordBody
{
    /// <summary>The entity that the body names; 400 where it names none.</summary>
    public static string EntityId(JsonElement body) =>
        body.TryGetProperty("entityId", out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } entityId
            ? entityId
            : throw CrmException.Invalid("entityId", "Records.EntityIdNeeded");

    /// <summary>The record that an item names; null where it names none.</summary>
    public static string? RecordId(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("recordId", out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>The items of a bulk request, 1 to 1,000; 400 otherwise.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement body, string member)
    {
        if (!body.TryGetProperty(member, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw CrmException.Invalid(member, "Records.ListNeeded");
        }

        return list.GetArrayLength() is > 0 and <= Limits.BulkItems
            ? [.. list.EnumerateArray()]
            : throw CrmException.Invalid(member, "Records.BulkCount", Limits.BulkItems);
    }

    /// <summary>Whether an item is an object; otherwise that is what is wrong with it.</summary>
    public static bool Object(JsonElement item, string path, List<Detail> errors)
    {
        if (item.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        errors.Add(new Detail(path, "Records.ObjectNeeded"));
        return false;
    }
}
