using System.Net;
using System.Text;
using CrmAdmin.Access;

namespace CrmAdmin.Tests.Http;

/// <summary>
/// «Of several refusals the first of these answers: credential, rate limit, route (404, 405), role, plan feature, 413, 415,
/// JSON, validation, 404 of what is named, masked field, 409.» Each test sends what is wrong in two ways.
/// </summary>
public sealed class RefusalOrderTests(CrmHost host) : IClassFixture<CrmHost>, IAsyncLifetime
{
    private const string Nobody = "CRMRC1260423081530123ABC11122233";
    private const string NoEntity = "CRMET1260423081530123ABC11122233";
    private const int TooLarge = (10 * 1024 * 1024) + 1;
    private string entity = "";

    private HttpClient Owner => host.As(Role.Owner);

    private HttpClient Member => host.As(Role.Member);

    [Fact]
    public async Task RateLimit_BeforeRoute()
    {
        await using var limited = new CrmHost { Settings = { ["RateLimit:Requests"] = "1", ["RateLimit:WindowSeconds"] = "3600" } };
        await limited.As(Role.Owner).GetJson("plan");

        Assert.Equal("429 TooManyRequests", (await limited.As(Role.Owner).GetJson("nothing")).Said());
    }

    [Theory]
    [InlineData("POST", "nothing", "404 ResourceNotFound")]
    [InlineData("PUT", "plan", "405 MethodNotAllowed")]
    public async Task Route_BeforeRole(string method, string path, string said) =>
        Assert.Equal(said, (await host.As(Role.Viewer).CallAsync(new HttpMethod(method), path, new { })).Said());

    [Fact]
    public async Task Role_BeforePlanFeature_BeforeSize()
    {
        await using var without = new CrmHost { Settings = { ["Plan:ExportEnabled"] = "false" } };
        using var large = Text(TooLarge, "application/json");

        Assert.Equal("403 Forbidden", (await without.As(Role.Viewer).PostJson("records/export/request", new { })).Said());
        Assert.Equal("403 PlanFeatureDisabled", (await without.As(Role.Member).PostJson("records/export/request", large)).Said());
    }

    [Theory]
    [InlineData("records", TooLarge)]
    [InlineData("files", (21 * 1024 * 1024) + 1)]
    public async Task Size_BeforeMediaType_WithAndWithoutALength(string path, int bytes)
    {
        using var told = Text(bytes, "text/plain");
        using var chunked = new Chunked(bytes, "text/plain");

        Assert.Equal("413 PayloadTooLarge", (await Owner.PostJson(path, told)).Said());
        Assert.Equal("413 PayloadTooLarge", (await Owner.PostJson(path, chunked)).Said());
    }

    [Fact]
    public async Task MediaType_BeforeJson_BeforeValidation()
    {
        using var foreign = new StringContent("{", Encoding.UTF8, "text/plain");

        Assert.Equal("415 UnsupportedMediaType", (await Owner.PostJson("records", foreign)).Said());
        Assert.Equal("400 InvalidJson", (await Owner.PostJson("records", """{"name":7,"name":8}""")).Said());
    }

    [Theory]
    [InlineData("POST", "records", """{"entityId":"NoEntity","name":""}""", "name")]
    [InlineData("POST", "records", """{"entityId":"NoEntity","name":"a","tags":[7],"data":{"any":1}}""", "tags[0]")]
    [InlineData("PATCH", "records/Nobody", """{"name":null,"data":{"any":1}}""", "name")]
    [InlineData("POST", "records/bulk/create", """{"entityId":"NoEntity","records":[]}""", "records")]
    [InlineData("POST", "entities/NoEntity/properties", """{"name":"a","fieldType":"TEXT","key":"1"}""", "key")]
    [InlineData("PATCH", "entities/NoEntity", """{"slug":"a b"}""", "slug")]
    [InlineData("PATCH", "properties/Nobody", """{"name":""}""", "name")]
    [InlineData("POST", "records/search/advanced", """{"entityId":"NoEntity","sortFields":["size","data.any"]}""", "sortFields[0]")]
    [InlineData("POST", "records/search/advanced", """{"entityId":"NoEntity","limit":0}""", "limit")]
    [InlineData("POST", "records/search/advanced", """{"entityId":"NoEntity","conditionGroup":{"operator":"and","conditions":[]}}""", "conditionGroup.operator")]
    [InlineData("POST", "records/search/count", """{"entityId":"NoEntity","conditionGroup":{"operator":"AND","conditions":[{"field":"data.any","operator":"is"}]}}""", "conditionGroup.conditions[0].operator")]
    [InlineData("POST", "records/search/explain", """{"entityId":"NoEntity","recordId":"Nobody","conditionGroup":7}""", "conditionGroup")]
    [InlineData("GET", "records?entityId=NoEntity&filters=%7B%22any%22:7%7D", null, "filters.any")]
    [InlineData("GET", "records/trash?entityId=NoEntity&limit=0", null, "limit")]
    [InlineData("POST", "records/export/request", """{"entityId":"NoEntity","format":"csv","columns":["size","data.any"]}""", "columns[0]")]
    [InlineData("POST", "segments", """{"entityId":"NoEntity","name":"a","conditions":{"operator":"AND","conditions":[{"field":"size","operator":"equals","value":1}]}}""", "conditions.conditions[0].field")]
    [InlineData("PATCH", "segments/Nobody", """{"conditions":{"operator":"AND"}}""", "conditions.conditions")]
    [InlineData("POST", "records/import/Nobody/run", """{"columnMappings":{"first":"name"},"multiValueSeparator":"long"}""", "columnMappings.first multiValueSeparator")]
    [InlineData("POST", "activities", """{"recordId":"Nobody","type":"","date":"2026-04-23T08:15:30Z"}""", "type")]
    [InlineData("POST", "relation-types", """{"name":"","fromEntityId":"NoEntity","toEntityId":"NoEntity"}""", "name")]
    [InlineData("PATCH", "relation-types/Nobody", """{"name":""}""", "name")]
    [InlineData("PATCH", "api-keys/Nobody", """{"name":""}""", "name")]
    [InlineData("PATCH", "tokens/Nobody", """{"role":null,"name":7}""", "name")]
    public async Task Validation_BeforeWhatIsNotThere(string method, string path, string? body, string paths)
    {
        var answer = await Owner.CallAsync(new HttpMethod(method), Named(path), body is null ? null : Named(body));

        Assert.Equal($"400 {paths}", answer.Paths());
    }

    [Fact]
    public async Task Validation_OfOneEndOfARelation_BeforeTheOtherThatIsNotThere()
    {
        var other = await Owner.EntityAsync();
        var made = await Making.Made(Owner.PostJson("relation-types", new { name = "t", fromEntityId = entity, toEntityId = other }));
        var (relationTypeId, wrong) = ((string)made["relationTypeId"]!, await Owner.RecordAsync(other, "a"));

        Assert.Equal("400 fromRecordId", (await Owner.PostJson("relations", new { relationTypeId, fromRecordId = wrong, toRecordId = Nobody })).Paths());
        Assert.Equal("404 ResourceNotFound", (await Owner.PostJson("relations", new { relationTypeId, fromRecordId = Nobody, toRecordId = wrong })).Said());
    }

    [Theory]
    [InlineData("records?entityId=NoEntity")]
    [InlineData("records/trash?entityId=NoEntity")]
    [InlineData("records/Nobody/activities?type=a")]
    [InlineData("records/Nobody/relations?limit=1")]
    [InlineData("entities/NoEntity/properties?limit=1")]
    [InlineData("segments?entityId=NoEntity")]
    public async Task StartKey_BeforeWhatIsNotThere(string path)
    {
        Assert.Equal("400 InvalidStartKey", (await Owner.GetJson(Named(path) + "&startKey=abc")).Said());
        Assert.Equal("404 ResourceNotFound", (await Owner.GetJson(Named(path))).Said());
    }

    [Theory]
    [InlineData("records", """{"entityId":"NoEntity","name":"a","data":{"any":[]}}""")]
    [InlineData("records/search/advanced", """{"entityId":"NoEntity","sortFields":["data.any"],"conditionGroup":{"operator":"AND","conditions":[{"field":"data.any","operator":"equals","value":1}]}}""")]
    [InlineData("records/export/request", """{"entityId":"NoEntity","format":"csv","columns":["data.any"],"filters":"{\"any\":{\"op\":\"eq\",\"value\":1}}"}""")]
    [InlineData("segments", """{"entityId":"NoEntity","name":"a","conditions":{"operator":"AND","conditions":[{"field":"data.any","operator":"equals","value":1}]}}""")]
    public async Task WhatIsNotThere_ItsPropertiesMayBeAny(string path, string body) =>
        Assert.Equal("404 ResourceNotFound", (await Owner.PostJson(path, Named(body))).Said());

    [Theory]
    [InlineData("records/search/explain", """{"entityId":"Entity","recordId":"Nobody","conditionGroup":{"operator":"AND","conditions":[{"field":"data.secret","operator":"equals","value":"a"}]}}""", "404 ResourceNotFound")]
    [InlineData("records/export/request", """{"entityId":"Entity","format":"csv","segmentId":"Nobody","sortFields":["data.secret"]}""", "404 ResourceNotFound")]
    [InlineData("records/export/request", """{"entityId":"Entity","format":"csv","columns":["size"],"sortFields":["data.secret"]}""", "400 ValidationError")]
    [InlineData("records/search/advanced", """{"entityId":"Entity","startKey":"abc","sortFields":["data.secret"]}""", "400 InvalidStartKey")]
    public async Task WhatIsWrongOrNotThere_BeforeAMaskedField(string path, string body, string said) =>
        Assert.Equal(said, (await Member.PostJson(path, Named(body))).Said());

    [Fact]
    public async Task WhatIsWrongOrNotThere_BeforeAConflict()
    {
        var recordId = await Owner.RecordAsync(entity, "a");
        var old = ("If-Match", "\"7\"");

        Assert.Equal("400 ValidationError", (await Owner.PatchJson($"records/{recordId}", new { name = "" }, old)).Said());
        Assert.Equal("404 ResourceNotFound", (await Owner.PatchJson($"records/{Nobody}", new { name = "b" }, old)).Said());
        Assert.Equal("404 ResourceNotFound", (await Owner.DeleteJson($"records/{Nobody}", old)).Said());
        Assert.Equal("409 Conflict", (await Owner.PatchJson($"records/{recordId}", new { name = "b" }, old)).Said());
    }

    [Theory]
    [InlineData("text/plain", "{}", "415 UnsupportedMediaType")]
    [InlineData("application/json", "{", "400 InvalidJson")]
    [InlineData("application/json", """{"entityId":"Entity","name":""}""", "400 ValidationError")]
    [InlineData("application/json", """{"entityId":"NoEntity","name":"b","conditions":{"operator":"AND","conditions":[]}}""", "404 ResourceNotFound")]
    [InlineData("application/json", """{"entityId":"Entity","name":"b","conditions":{"operator":"AND","conditions":[{"field":"data.secret","operator":"equals","value":"a"}]}}""", "403 Forbidden")]
    [InlineData("application/json", """{"entityId":"Entity","name":"b","conditions":{"operator":"AND","conditions":[]}}""", "409 IdempotencyKeyReuse")]
    public async Task EveryRefusal_BeforeAReusedIdempotencyKey(string mediaType, string body, string said)
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        await Making.Made(Member.PostJson("segments", Named("""{"entityId":"Entity","name":"a","conditions":{"operator":"AND","conditions":[]}}"""), key));
        using var content = new StringContent(Named(body), Encoding.UTF8, mediaType);

        Assert.Equal(said, (await Member.PostJson("segments", content, key)).Said());
        Assert.Single((await Owner.GetJson($"segments?entityId={entity}"))["data"]!.AsArray());
    }

    [Fact]
    public async Task MediaTypeAndJson_BeforeAMalformedIdempotencyKey()
    {
        var key = ("Idempotency-Key", new string('k', 256));
        using var foreign = new StringContent("{}", Encoding.UTF8, "text/plain");

        Assert.Equal("415 UnsupportedMediaType", (await Owner.PostJson("segments", foreign, key)).Said());
        Assert.Equal("400 InvalidJson", (await Owner.PostJson("segments", "{", key)).Said());
        Assert.Equal("400 Idempotency-Key", (await Owner.PostJson("segments", new { }, key)).Paths());
    }

    public async Task InitializeAsync()
    {
        entity = await Owner.EntityAsync();
        await Owner.PropertyAsync(entity, "secret", isMasked: true);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static StringContent Text(int length, string mediaType) => new(new string(' ', length), Encoding.ASCII, mediaType);

    private string Named(string text) => text
        .Replace("NoEntity", NoEntity, StringComparison.Ordinal)
        .Replace("\"Entity\"", $"\"{entity}\"", StringComparison.Ordinal)
        .Replace("Nobody", Nobody, StringComparison.Ordinal);

    /// <summary>A body that does not tell its length beforehand.</summary>
    private sealed class Chunked : HttpContent
    {
        private readonly int length;

        public Chunked(int length, string mediaType)
        {
            this.length = length;
            Headers.ContentType = new(mediaType);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(new byte[length]).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
