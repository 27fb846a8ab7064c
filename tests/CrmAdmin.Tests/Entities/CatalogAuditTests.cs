using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Entities;

/// <summary>Every write of entities and properties leaves an audit entry with what was there before and after.</summary>
public sealed class CatalogAuditTests(CrmHost host) : IClassFixture<CrmHost>
{
    private HttpClient Owner => host.As(Role.Owner);

    [Fact]
    public async Task EveryWrite_OfAnEntity_IsInTheAuditLogWithBeforeAndAfter()
    {
        var name = $"주문 {Guid.NewGuid():N}";
        var entityId = (string)(await Making.Made(Owner.PostJson("entities", new { name, slug = "orders", description = "What was bought" })))["entityId"]!;
        await Making.Made(Owner.PatchJson($"entities/{entityId}", new { slug = "purchases", description = "" }));
        await Making.Made(Owner.DeleteJson($"entities/{entityId}"));

        Assert.Equal(
            [
                "entity.delete", $"name: {name} > -", "slug: purchases > -",
                "entity.update", "slug: orders > purchases", "description: What was bought > -",
                "entity.create", $"name: - > {name}", "slug: - > orders", "description: - > What was bought",
            ],
            await SaidAsync(entityId));
    }

    [Fact]
    public async Task EveryWrite_OfAProperty_IsInTheAuditLogWithBeforeAndAfter()
    {
        var entityId = await Owner.EntityAsync();
        var made = await Making.Made(Owner.PostJson(
            $"entities/{entityId}/properties", new { name = "Grade", key = "grade", fieldType = "DROPDOWN", options = new[] { new { value = "VIP" } } }));
        var propertyId = (string)made["propertyId"]!;
        await Making.Made(Owner.PatchJson($"properties/{propertyId}", new { name = "등급", isMasked = true, isHidden = true }));
        await Making.Made(Owner.DeleteJson($"properties/{propertyId}"));

        var said = await SaidAsync(entityId);
        const string Options = """[{"label":"VIP","value":"VIP","priority":0}]""";
        Assert.Equal(
            [
                "property.delete", $"propertyId: {propertyId} > -", "name: 등급 > -", "key: grade > -", "fieldType: DROPDOWN > -", $"options: {Options} > -",
                "isMasked: true > -", "isHidden: true > -", "position: 0 > -",
                "property.update", $"propertyId: {propertyId} > {propertyId}", "name: Grade > 등급", "isMasked: false > true", "isHidden: false > true",
                "property.create", $"propertyId: - > {propertyId}", "name: - > Grade", "key: - > grade", "fieldType: - > DROPDOWN", $"options: - > {Options}",
                "isMasked: - > false", "isHidden: - > false", "position: - > 0",
            ],
            said[..^3]);
    }

    /// <summary>Each entry's action and its changes, newest first.</summary>
    private async Task<string[]> SaidAsync(string entityId)
    {
        var entries = (await Making.Made(Owner.GetJson($"audit-log?entityId={entityId}")))["data"]!.AsArray();
        return [.. entries.SelectMany(entry => Changes(entry!).Prepend((string)entry!["action"]!))];
    }

    private static IEnumerable<string> Changes(JsonNode entry) =>
        entry["changes"]?.AsArray().Select(change => $"{change!["field"]}: {Text(change["from"])} > {Text(change["to"])}") ?? [];

    private static string Text(JsonNode? value) => value switch
    {
        null => "-",
        JsonArray list => list.ToJsonString(CrmAdmin.Http.Json.Options),
        _ => value.ToString(),
    };
}
