using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Access;

namespace CrmAdmin.Tests.Http.OpenApi;

/// <summary>What the examples of the document speak of, made anew for one operation.</summary>
internal sealed class ApiWorld(CrmHost host, string operation)
{
    private readonly Dictionary<string, string> ids = [];
    private string suffix = "";
    private string contact = "";
    private string company = "";
    private string person = "";
    private string firm = "";

    /// <summary>«METHOD /path» of the operation that is called next.</summary>
    public string Operation { get; set; } = operation;

    /// <summary>Who asks for the jobs that a path names.</summary>
    public HttpClient Maker { get; set; } = host.As(Role.Owner);

    /// <summary>What stands for each id of the examples.</summary>
    public IReadOnlyDictionary<string, string> Ids => ids;

    /// <summary>Makes everything else.</summary>
    public HttpClient Owner => host.As(Role.Owner);

    /// <summary>An example with the ids of this world in place of its own, and without what is only hinted at.</summary>
    public JsonNode? Living(JsonNode? example) => Living(example, ids);

    /// <summary>An example with other ids in place of its own.</summary>
    public static JsonNode? Living(JsonNode? example, IReadOnlyDictionary<string, string> ids) => example switch
    {
        JsonObject members => new JsonObject(members.Where(m => (m.Value as JsonValue)?.ToString() != "…").Select(m => KeyValuePair.Create(m.Key, Living(m.Value, ids)))),
        JsonArray items => new JsonArray([.. items.Select(item => Living(item, ids))]),
        JsonValue value when value.TryGetValue<string>(out var text) => ids.Aggregate(text, (all, id) => all.Replace(id.Key, id.Value, StringComparison.Ordinal)),
        _ => example?.DeepClone(),
    };

    /// <summary>Makes what the operation needs.</summary>
    /// <param name="suffix">What tells the slugs of this world from another's on the same program; empty where it is alone.</param>
    public async Task MakeAsync(string suffix)
    {
        this.suffix = suffix;

        // The example of a new entity has the slug «contact» itself.
        contact = await EntityAsync(Operation == "POST /crm-core/v1/entities" ? "people" : "contact");
        company = await EntityAsync("company");
        var grade = await PropertyAsync("grade", "DROPDOWN");
        await PropertyAsync("email", "EMAIL");
        await PropertyAsync("total", "NUMBER");
        await PropertyAsync("birthday", "DATE");
        person = await Owner.RecordAsync(contact, "홍길동", new { grade = "VIP" });
        firm = await Owner.RecordAsync(company, "가나상사");
        var conditions = new { @operator = "AND", conditions = new[] { new { field = "data.grade", @operator = "equals", value = "VIP" } } };
        ids["CRMET1260423081530123ENT11122233"] = contact;
        ids["CRMET1260423081530123ENT11122244"] = company;
        ids["CRMPP1260423081530123PRP11122233"] = grade;
        ids["CRMRC1260423081530123REC11122233"] = person;
        ids["CRMRC1260423081530123REC11122244"] = firm;
        ids["CRMSG1260423081530123SEG11122233"] = await IdAsync("segments", new { entityId = contact, name = "s", conditions }, "segmentId");
        ids["CRMRT1260423081530123TYP11122233"] = await IdAsync(
            "relation-types", new { name = "works for", fromEntityId = contact, toEntityId = company, reverseName = "staff" }, "relationTypeId");
        ids["CRMAC1260423081530123ACT11122233"] = await IdAsync(
            "activities", new { recordId = person, type = "order.paid", date = "2026-04-20T00:00:00Z", payload = new { amount = 1 } }, "activityId");
    }

    /// <summary>What stands in a path under a parameter's name.</summary>
    public async Task<string> PathValueAsync(string parameter) => parameter switch
    {
        "entityId" => Operation switch
        {
            "DELETE /crm-core/v1/entities/{entityId}" => await EntityAsync("empty"),
            "POST /crm-core/v1/entities/{entityId}/properties" => company,
            _ => contact,
        },
        "recordId" => Operation.EndsWith("/relations", StringComparison.Ordinal) ? (await RelateAsync()).RecordId : person,
        "propertyId" => ids["CRMPP1260423081530123PRP11122233"],
        "segmentId" => ids["CRMSG1260423081530123SEG11122233"],
        "relationTypeId" => ids["CRMRT1260423081530123TYP11122233"],
        "activityId" => ids["CRMAC1260423081530123ACT11122233"],
        "relationId" => (await RelateAsync()).RelationId,
        "apiKeyId" => await IdAsync("api-keys", new { name = "k", role = "MEMBER" }, "apiKeyId"),
        "tokenId" => await IdAsync("tokens", new { name = "t", role = "MEMBER", expiresAt = "2026-05-01T00:00:00Z" }, "tokenId"),
        "jobId" => await JobAsync(),
        "importId" => await ImportAsync(),
        "id" => await IdAsync("/exports", new { exportType = "contacts", dateFormat = "ISO", delimiter = "," }, "id", Maker),
        "link" => await LinkAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "unknown"),
    };

    /// <summary>A multipart body with the parts that a form's schema names.</summary>
    public MultipartFormDataContent Form(JsonObject parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, schema) in parts)
        {
            if ((string?)schema!["format"] == "binary")
            {
                form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("이름,이메일\n홍길동,hong@example.com\n김영희,broken\n")), name, "people.csv");
            }
            else
            {
                form.Add(new StringContent(contact), name);
            }
        }

        return form;
    }

    private Task<string> EntityAsync(string slug) => IdAsync("entities", new { name = $"{slug} {Guid.NewGuid():N}", slug = slug + suffix }, "entityId");

    private async Task<string> PropertyAsync(string key, string fieldType)
    {
        var options = fieldType == "DROPDOWN" ? new[] { "VIP", "GOLD" }.Select(v => new { label = v, value = v }).ToArray() : null;
        return await IdAsync($"entities/{contact}/properties", new { name = key, key, fieldType, options }, "propertyId");
    }

    private async Task<(string RelationId, string RecordId)> RelateAsync()
    {
        var from = await Owner.RecordAsync(contact, "이영희");
        var relation = new { relationTypeId = ids["CRMRT1260423081530123TYP11122233"], fromRecordId = from, toRecordId = firm };
        return (await IdAsync("relations", relation, "relationId"), from);
    }

    private async Task<string> JobAsync()
    {
        await Making.Made(Owner.PostJson("records/bulk/create", new { entityId = contact, records = Enumerable.Range(0, 3).Select(i => new { name = $"n{i}" }) }));
        return await IdAsync("records/export/request", new { entityId = contact, format = "csv" }, "jobId", Maker);
    }

    private async Task<string> ImportAsync()
    {
        using var form = Form(new JsonObject { ["entityId"] = new JsonObject(), ["file"] = new JsonObject { ["format"] = "binary" } });
        var importId = (string)(await Making.Made(Maker.CallAsync(HttpMethod.Post, "records/import", form)))["importId"]!;
        if (!Operation.EndsWith("/run", StringComparison.Ordinal))
        {
            await Making.Made(Maker.PostJson($"records/import/{importId}/run", """{"columnMappings":{"0":"name","1":"data.email"}}"""));
            await EndedAsync(importId);
        }

        return importId;
    }

    private Task EndedAsync(string importId) => Patience.UntilAsync(
        async () => (string?)(await Owner.GetJson($"records/import/{importId}/status"))["status"] is not ("pending" or "processing"), $"{importId} has ended");

    private async Task<string> LinkAsync()
    {
        var answer = await Making.Made(Owner.PostJson("records/export/request", new { entityId = company, format = "csv" }));
        return ((string)answer["downloadUrl"]!).Split("/downloads/")[1];
    }

    private async Task<string> IdAsync(string path, object body, string name, HttpClient? by = null) =>
        (string)(await Making.Made((by ?? Owner).PostJson(path, body)))[name]!;
}
