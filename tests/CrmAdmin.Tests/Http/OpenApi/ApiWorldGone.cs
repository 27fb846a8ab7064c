namespace CrmAdmin.Tests.Http.OpenApi;

/// <summary>What a world had, and has no more.</summary>
internal static class ApiWorldGone
{
    /// <summary>The id of something that is in the trash, or hangs on what is, or was removed.</summary>
    public static async Task<string> GoneAsync(this ApiWorld world, string parameter)
    {
        var (contact, company) = (world.Ids["CRMET1260423081530123ENT11122233"], world.Ids["CRMET1260423081530123ENT11122244"]);
        var owner = world.Owner;
        switch (parameter)
        {
            case "recordId":
                return await TrashedAsync(owner, await owner.RecordAsync(contact, "김영희"));
            case "activityId":
                var recordId = await owner.RecordAsync(contact, "김영희");
                var activityId = await IdAsync(owner, "activities", new { recordId, type = "call", date = "2026-04-20T00:00:00Z" }, parameter);
                await TrashedAsync(owner, recordId);
                return activityId;
            case "relationId":
                var (from, to) = (await owner.RecordAsync(contact, "김영희"), await owner.RecordAsync(company, "가나상사"));
                var relationTypeId = world.Ids["CRMRT1260423081530123TYP11122233"];
                var relationId = await IdAsync(owner, "relations", new { relationTypeId, fromRecordId = from, toRecordId = to }, parameter);
                await TrashedAsync(owner, to);
                return relationId;
            default:
                var (path, body) = New(parameter, contact, company);
                var id = await IdAsync(owner, path, body, parameter);
                await Making.Made(owner.DeleteJson($"{(parameter == "propertyId" ? "properties" : path)}/{id}"));
                return id;
        }
    }

    private static (string Path, object Body) New(string parameter, string contact, string company) => parameter switch
    {
        "entityId" => ("entities", new { name = $"gone {Guid.NewGuid():N}" }),
        "propertyId" => ($"entities/{contact}/properties", new { name = $"gone {Guid.NewGuid():N}", fieldType = "TEXT" }),
        "segmentId" => ("segments", new { entityId = contact, name = "gone", conditions = new { @operator = "AND", conditions = Array.Empty<object>() } }),
        "relationTypeId" => ("relation-types", new { name = "gone", fromEntityId = contact, toEntityId = company }),
        "apiKeyId" => ("api-keys", new { name = "gone", role = "VIEWER" }),
        "tokenId" => ("tokens", new { name = "gone", role = "VIEWER", expiresAt = "2027-04-23T00:00:00Z" }),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "unknown"),
    };

    private static async Task<string> TrashedAsync(HttpClient owner, string recordId)
    {
        await Making.Made(owner.DeleteJson($"records/{recordId}"));
        return recordId;
    }

    private static async Task<string> IdAsync(HttpClient owner, string path, object body, string name) =>
        (string)(await Making.Made(owner.PostJson(path, body)))[name]!;
}
