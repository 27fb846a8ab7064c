using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Http.OpenApi;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Access;

/// <summary>Every route of the contract against every role. A route without its row here fails.</summary>
public sealed partial class RoleMatrixTests(CrmHost host) : IClassFixture<CrmHost>
{
    private static readonly Dictionary<string, Role> Least = new(StringComparer.Ordinal)
    {
        ["GET /plan"] = Role.Viewer,
        ["PATCH /plan"] = Role.Owner,
        ["POST /api-keys"] = Role.Admin,
        ["GET /api-keys"] = Role.Admin,
        ["PATCH /api-keys/{apiKeyId}"] = Role.Admin,
        ["DELETE /api-keys/{apiKeyId}"] = Role.Admin,
        ["POST /tokens"] = Role.Admin,
        ["GET /tokens"] = Role.Admin,
        ["PATCH /tokens/{tokenId}"] = Role.Admin,
        ["DELETE /tokens/{tokenId}"] = Role.Admin,
        ["GET /audit-log"] = Role.Admin,
        ["POST /entities"] = Role.Admin,
        ["GET /entities"] = Role.Viewer,
        ["GET /entities/{entityId}"] = Role.Viewer,
        ["PATCH /entities/{entityId}"] = Role.Admin,
        ["DELETE /entities/{entityId}"] = Role.Admin,
        ["POST /entities/{entityId}/properties"] = Role.Admin,
        ["GET /entities/{entityId}/properties"] = Role.Viewer,
        ["GET /properties/{propertyId}"] = Role.Viewer,
        ["PATCH /properties/{propertyId}"] = Role.Admin,
        ["DELETE /properties/{propertyId}"] = Role.Admin,
        ["POST /records"] = Role.Member,
        ["GET /records"] = Role.Viewer,
        ["GET /records/{recordId}"] = Role.Viewer,
        ["PATCH /records/{recordId}"] = Role.Member,
        ["DELETE /records/{recordId}"] = Role.Member,
        ["POST /records/{recordId}/restore"] = Role.Member,
        ["POST /records/bulk/create"] = Role.Member,
        ["POST /records/bulk/update"] = Role.Member,
        ["POST /records/bulk/delete"] = Role.Member,
        ["POST /records/bulk/restore"] = Role.Member,
        ["GET /records/trash"] = Role.Viewer,
        ["POST /records/search/advanced"] = Role.Viewer,
        ["POST /records/search/count"] = Role.Viewer,
        ["POST /records/search/explain"] = Role.Viewer,
        ["POST /records/export/request"] = Role.Member,
        ["GET /records/export/{jobId}/status"] = Role.Member,
        ["DELETE /records/export/{jobId}"] = Role.Member,
        ["POST /segments"] = Role.Member,
        ["GET /segments"] = Role.Viewer,
        ["GET /segments/{segmentId}"] = Role.Viewer,
        ["PATCH /segments/{segmentId}"] = Role.Member,
        ["DELETE /segments/{segmentId}"] = Role.Member,
        ["POST /segments/{segmentId}/count"] = Role.Viewer,
        ["POST /activities"] = Role.Member,
        ["POST /activities/bulk"] = Role.Member,
        ["GET /records/{recordId}/activities"] = Role.Viewer,
        ["DELETE /activities/{activityId}"] = Role.Member,
        ["GET /records/{recordId}/event-summaries"] = Role.Viewer,
        ["POST /relation-types"] = Role.Member,
        ["GET /relation-types"] = Role.Viewer,
        ["PATCH /relation-types/{relationTypeId}"] = Role.Member,
        ["DELETE /relation-types/{relationTypeId}"] = Role.Member,
        ["POST /relations"] = Role.Member,
        ["DELETE /relations/{relationId}"] = Role.Member,
        ["GET /records/{recordId}/relations"] = Role.Viewer,
        ["POST /files"] = Role.Member,
        ["POST /records/import"] = Role.Member,
        ["POST /records/import/{importId}/run"] = Role.Member,
        ["GET /records/import/{importId}/status"] = Role.Member,
        ["POST /records/import/{importId}/undo"] = Role.Member,
        ["POST /exports"] = Role.Member,
        ["GET /exports/{id}"] = Role.Member,
        ["GET /exports"] = Role.Member,
    };

    [Fact]
    public void Routes_AllButSignedLinks_HaveTheirRow() =>
        Assert.Equal([], Routes().Select(r => r.Name).Where(name => !Least.ContainsKey(name)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Call_WithoutCredential_IsUnauthorizedEverywhere()
    {
        using var client = host.Anonymous();
        foreach (var (name, method, path) in Routes())
        {
            var answer = await client.CallAsync(method, path, method == HttpMethod.Get ? null : new { });
            Assert.True(answer.Code == 401, $"{name}: {answer.Code}");
        }
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Member)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Owner)]
    public async Task Call_ByRole_IsForbiddenBelowTheLeastAndLeavesNoTrace(Role role)
    {
        foreach (var (name, method, path) in Routes())
        {
            var before = await WritesAsync();
            var answer = await host.As(role).CallAsync(method, path, method == HttpMethod.Get ? null : new { });

            var isForbidden = role < Least[name];
            Assert.True(isForbidden == (answer.Code == 403), $"{role} {name}: {answer.Code} {answer.Body}");
            Assert.True(answer.Code < 500, $"{role} {name}: {answer.Code}");
            Assert.True(!isForbidden || before == await WritesAsync(), $"{role} {name} was refused and wrote all the same");
        }
    }

    private Task<long> WritesAsync() => host.Get<Store>().ReadAsync(db => db.Set<AuditRow>().LongCountAsync(), CancellationToken.None);

    private List<(string Name, HttpMethod Method, string Path)> Routes() =>
    [
        .. from endpoint in host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<ContractRoute>() is not null && endpoint.Metadata.GetMetadata<SignedLink>() is null
           from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
           let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
           select (ApiDescriptions.Name(method, path), new HttpMethod(method), Parameter().Replace(path, "CRMXX1260423081530123ABC11122233")),
    ];

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
