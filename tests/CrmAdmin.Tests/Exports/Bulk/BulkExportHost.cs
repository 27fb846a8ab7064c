using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Exports.Bulk;

/// <summary>The program with contacts, and what a test of /exports says to it.</summary>
public sealed class BulkExportHost(CrmHost host) : IAsyncDisposable
{

    public CrmHost Host => host;

    /// <summary>The entity of contacts.</summary>
    public string EntityId { get; private set; } = "";

    public HttpClient Owner => host.As(Role.Owner);

    /// <summary>Begins with contacts of an e-mail and a masked phone, none made yet.</summary>
    public static async Task<BulkExportHost> StartAsync(CrmHost? host = null)
    {
        var started = new BulkExportHost(host ?? new CrmHost());
        started.EntityId = (string)(await Making.Made(started.Owner.PostJson("entities", new { name = "연락처", slug = "contact" })))["entityId"]!;
        await started.Owner.PropertyAsync(started.EntityId, "email", "EMAIL");
        await started.Owner.PropertyAsync(started.EntityId, "phone", "PHONE", isMasked: true);
        return started;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>An activity of a contact.</summary>
    public async Task<string> ActivityAsync(string recordId, string type, string date, object? payload = null, string? source = null) =>
        (string)(await Making.Made(Owner.PostJson("activities", new { recordId, type, date, payload, source })))["activityId"]!;

    /// <summary>A segment of contacts by their name.</summary>
    public async Task<string> SegmentAsync(string name, string? field = null)
    {
        var conditions = new { @operator = "AND", conditions = new[] { new { field = field ?? "name", @operator = "equals", value = name } } };
        return (string)(await Making.Made(Owner.PostJson("segments", new { entityId = EntityId, name, conditions })))["segmentId"]!;
    }

    /// <summary>Asks for an export, waits for it, and gives the lines of its CSV without the mark at their beginning.</summary>
    public async Task<string[]> LinesAsync(object body, Role role = Role.Owner, string language = "en")
    {
        var made = await host.As(role).PostJson("/exports", body, ("Accept-Language", language));
        Assert.True(made.Code == 201, $"{made.Code} {made.Body}");
        var (_, text) = Unzip(await FileAsync(await OverAsync((string)made["id"]!, role)));
        Assert.StartsWith("\uFEFF", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        return text[1..^2].Split("\r\n");
    }

    /// <summary>Waits until an export is over; gives it as it is then.</summary>
    public Task<JsonNode> OverAsync(string id, Role role = Role.Owner) => Patience.ForAsync(
        async () => (await host.As(role).GetJson($"/exports/{id}")).Body!, export => (string?)export["status"] is "finished" or "error", export => export.ToJsonString());

    /// <summary>The file of a finished export, fetched without any credential.</summary>
    public async Task<byte[]> FileAsync(JsonNode export)
    {
        Assert.True(export["fileUrl"] is not null, export.ToJsonString());
        return await host.Anonymous().GetByteArrayAsync(new Uri((string)export["fileUrl"]!));
    }

    /// <summary>The one file of a ZIP, with its name.</summary>
    public static (string Name, string Text) Unzip(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        var entry = Assert.Single(archive.Entries);
        using var reader = new StreamReader(entry.Open(), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        return (entry.FullName, reader.ReadToEnd());
    }

    /// <summary>A request for contacts.</summary>
    public static object OfContacts(string? segmentId = null, string version = "v1", string dateFormat = "ISO", string delimiter = ",") =>
        new { exportType = "contacts", dateFormat, delimiter, version, filters = new { segmentId } };

    /// <summary>A request for the activities of April 2026.</summary>
    public static object OfActivities(
        string version = "v1", string from = "2026-04-01T00:00:00Z", string to = "2026-05-01T00:00:00Z", string[]? types = null, string? segmentId = null,
        string dateFormat = "ISO", string delimiter = ",") => new
        {
            exportType = "activities",
            dateFormat,
            delimiter,
            version,
            filters = new { fromDate = from, toDate = to, activityTypes = types, segmentId },
        };
}
