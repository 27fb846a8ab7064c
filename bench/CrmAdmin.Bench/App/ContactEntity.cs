using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Demo;

namespace CrmAdmin.Bench.App;

/// <summary>The loaded entity: how its records are asked for, and how an answer is read.</summary>
internal sealed class ContactEntity
{
    private readonly AppClient client;
    private readonly Dictionary<string, string> keys;

    private ContactEntity(AppClient client, string entityId, Dictionary<string, string> keys) =>
        (this.client, EntityId, this.keys) = (client, entityId, keys);

    /// <summary>Its id.</summary>
    public string EntityId { get; }

    /// <summary>Finds the entity «contact».</summary>
    public static async Task<ContactEntity> FindAsync(AppClient client)
    {
        var entity = (await client.JsonAsync("entities?limit=200"))["data"]!.AsArray().Single(e => (string?)e!["slug"] == "contact")!;
        var entityId = (string)entity["entityId"]!;
        var properties = (await client.JsonAsync($"entities/{entityId}/properties?limit=200"))["data"]!.AsArray();
        return new ContactEntity(client, entityId, properties.ToDictionary(p => (string)p!["propertyId"]!, p => (string)p!["key"]!));
    }

    /// <summary>The raw answer of a page.</summary>
    public Task<byte[]> PageAsync(Search search, string? startKey = null, int limit = Search.Page) => search.Keyword is { } keyword
        ? client.GetAsync($"records?entityId={EntityId}&keyword={Uri.EscapeDataString(keyword)}&limit={limit}")
        : client.PostAsync("records/search/advanced", search.Body(EntityId, startKey, limit));

    /// <summary>How many match.</summary>
    public async Task<long> CountAsync(Search search, bool exact)
    {
        using var answer = JsonDocument.Parse(await client.PostAsync("records/search/count", search.CountBody(EntityId, exact)));
        return answer.RootElement.GetProperty("count").GetInt64();
    }

    /// <summary>The records of a page as lines that can be compared, their ids, and the key of the next page.</summary>
    public (List<string> Lines, List<string> RecordIds, string? NextKey) Read(byte[] page)
    {
        using var answer = JsonDocument.Parse(page);
        var (lines, recordIds) = (new List<string>(), new List<string>());
        foreach (var record in answer.RootElement.GetProperty("data").EnumerateArray())
        {
            lines.Add(Line(record));
            recordIds.Add(record.GetProperty("recordId").GetString()!);
        }

        return (lines, recordIds, answer.RootElement.TryGetProperty("nextKey", out var next) ? next.GetString() : null);
    }

    /// <summary>Records as bulk/create takes them.</summary>
    public byte[] Bodies(IEnumerable<DemoContact> contacts) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject { ["entityId"] = EntityId, ["records"] = new JsonArray([.. contacts.Select(Body)]) });

    /// <summary>A record as bulk/create takes it.</summary>
    public static JsonObject Body(DemoContact contact)
    {
        var data = new JsonObject();
        var values = Row.Of(contact);
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] is not null && Row.Columns[i] is not ("tags" or "dateCreated"))
            {
                data[Row.Columns[i]] = JsonSerializer.SerializeToNode(Row.Columns[i] == "interests" ? contact.Interests : values[i]);
            }
        }

        return new JsonObject { ["name"] = contact.Name, ["data"] = data, ["tags"] = JsonSerializer.SerializeToNode(contact.Tags) };
    }

    private string Line(JsonElement record)
    {
        var values = record.GetProperty("data").EnumerateObject().ToDictionary(v => keys[v.Name], v => v.Value);
        return string.Join('|', Row.Columns.Select(column =>
            column is "name" or "tags" or "dateCreated" ? Text(record.GetProperty(column))
            : values.TryGetValue(column, out var value) ? Text(value)
            : ""));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(';', value.EnumerateArray().Select(item => item.GetString())),
        JsonValueKind.Number => Row.Text(value.GetDouble()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetString() ?? "",
    };
}
