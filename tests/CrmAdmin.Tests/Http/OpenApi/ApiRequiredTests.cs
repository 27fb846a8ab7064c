using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Entities;
using CrmAdmin.Exports;
using CrmAdmin.Exports.Bulk;
using CrmAdmin.Files;
using CrmAdmin.Records;
using CrmAdmin.Relations;
using CrmAdmin.Segments;

namespace CrmAdmin.Tests.Http.OpenApi;

/// <summary>The document says which members of an answer are always there.</summary>
public sealed class ApiRequiredTests(ApiConformanceTests.Fixture fixture) : IClassFixture<ApiConformanceTests.Fixture>
{
    /// <summary>Members that one answer of a kind has, and the others never.</summary>
    private static readonly string[] InOneAnswer = ["apiSecret", "token"];

    public static TheoryData<string, Type> Answers => new()
    {
        { "Record", typeof(RecordAnswer) },
        { "ItemResult", typeof(BulkItem) },
        { "Entity", typeof(EntityAnswer) },
        { "Property", typeof(PropertyAnswer) },
        { "Option", typeof(PropertyOption) },
        { "Segment", typeof(Segment) },
        { "Activity", typeof(Activity) },
        { "EventSummary", typeof(EventSummary) },
        { "RelationType", typeof(RelationType) },
        { "Relation", typeof(Relation) },
        { "Link", typeof(Link) },
        { "File", typeof(FileAnswer) },
        { "ApiKey", typeof(ApiKeyView) },
        { "Token", typeof(TokenView) },
        { "AuditEntry", typeof(AuditView) },
        { "ExportStatus", typeof(ExportEndpoints.StatusAnswer) },
        { "Export", typeof(BulkExportEndpoints.ExportAnswer) },
        { "ExportFilters", typeof(BulkExportFilters) },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Schema_RequiresWhatItsAnswerNeverLeavesOut(string name, Type answer)
    {
        var schema = fixture.Document["components"]!["schemas"]![name]!;
        var members = answer.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name), IsAlwaysThere);

        Assert.Equal(members.Keys.Except(InOneAnswer).Order(StringComparer.Ordinal), schema["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(members.Where(m => m.Value).Select(m => m.Key).Order(StringComparer.Ordinal), Required(schema).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Answers_OfEveryOperation_SayWhatIsAlwaysThere()
    {
        var operations = fixture.Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => (Name: $"{o.Key} {path.Key}", Operation: o.Value!)));
        var silent = operations
            .Select(o => (o.Name, Schema: (o.Operation["responses"]!["200"] ?? o.Operation["responses"]!["201"])!["content"]!["application/json"]?["schema"]))
            .Where(o => o.Schema is not null && !Required(fixture.Schema.Resolve(o.Schema)).Any())
            .Select(o => o.Name);

        Assert.Empty(silent);
    }

    [Fact]
    public async Task Answers_WithLittleInThem_HaveWhatIsAlwaysThere()
    {
        var owner = fixture.Host.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        var propertyId = await owner.PropertyAsync(entityId, "grade", "DROPDOWN");
        var first = await owner.RecordAsync(entityId, "가");
        var second = await owner.RecordAsync(entityId, "나");
        await owner.PostJson("activities", new { recordId = first, type = "call", date = "2026-04-23T08:15:30Z" });
        var group = new { @operator = "OR", conditions = new object[] { new { field = "data.grade", @operator = "is_empty" } } };
        var segmentId = (string)(await Making.Made(owner.PostJson("segments", new { entityId, name = "빈", conditions = group })))["segmentId"]!;
        var inSegment = new { @operator = "AND", conditions = new[] { new { field = "segmentId", @operator = "includes", value = segmentId } } };

        var misfits = new List<string>();
        await CheckAsync("get", $"entities/{entityId}", "/entities/{entityId}");
        await CheckAsync("get", $"properties/{propertyId}", "/properties/{propertyId}");
        await CheckAsync("get", $"records/{first}", "/records/{recordId}");
        await CheckAsync("get", $"records/{first}/activities", "/records/{recordId}/activities");
        await CheckAsync("get", $"records?entityId={entityId}&limit=1", "/records");
        await CheckAsync("get", $"segments/{segmentId}", "/segments/{segmentId}");
        await CheckAsync("get", "audit-log?limit=200", "/audit-log");
        await CheckAsync("get", $"records/export/{Guid.NewGuid()}/status", "/records/export/{jobId}/status");
        await CheckAsync("post", "records/search/explain", "/records/search/explain", new { entityId, recordId = first, conditionGroup = inSegment });
        await CheckAsync("post", "records/bulk/create", "/records/bulk/create", new { entityId, records = new[] { new { name = "" } } });
        await CheckAsync("post", "records/bulk/delete", "/records/bulk/delete", new { recordIds = new[] { second, "CRMRC1" } });
        await CheckAsync("get", $"records/trash?entityId={entityId}", "/records/trash");

        Assert.True(misfits.Count == 0, string.Join('\n', misfits));

        async Task CheckAsync(string method, string path, string template, object? body = null)
        {
            var answer = await owner.CallAsync(new HttpMethod(method.ToUpperInvariant()), "/crm-core/v1/" + path, body);
            Assert.Equal(200, answer.Code);
            var schema = fixture.Document["paths"]!["/crm-core/v1" + template]![method]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
            misfits.AddRange(fixture.Schema.Misfits(answer.Body, schema).Select(misfit => $"{method} {template}: {misfit}"));
        }
    }

    private static IEnumerable<string> Required(JsonNode schema) => (schema["required"]?.AsArray() ?? []).Select(r => (string)r!);

    /// <summary>Whether a member is written even where it is null, or never is null.</summary>
    private static bool IsAlwaysThere(PropertyInfo member) =>
        member.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition == JsonIgnoreCondition.Never
        || (Nullable.GetUnderlyingType(member.PropertyType) is null && new NullabilityInfoContext().Create(member).ReadState == NullabilityState.NotNull);
}
