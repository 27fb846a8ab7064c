using CrmAdmin.Access;

namespace CrmAdmin.Tests.Access.Matrix;

/// <summary>Who may call one operation, and what is answered to those who may.</summary>
/// <param name="Least">The least role; null where the address is the credential.</param>
/// <param name="Gone">Of what is in the trash, or removed, or somebody else's job to a caller below ADMIN.</param>
/// <param name="Absent">Of what never was.</param>
internal sealed record AccessRow(Role? Least, int Gone = 404, int Absent = 404);

/// <summary>Every operation of the contract with its row.</summary>
internal static class AccessRows
{
    private static readonly AccessRow Viewer = new(Role.Viewer);
    private static readonly AccessRow Member = new(Role.Member);
    private static readonly AccessRow Admin = new(Role.Admin);
    private static readonly AccessRow Owner = new(Role.Owner);

    /// <summary>Each item is told of by itself.</summary>
    private static readonly AccessRow MemberInBulk = new(Role.Member, Gone: 200, Absent: 200);

    /// <summary>By «METHOD /path»; paths without a base stand below /crm-core/v1.</summary>
    public static readonly IReadOnlyDictionary<string, AccessRow> All = new Dictionary<string, AccessRow>(StringComparer.Ordinal)
    {
        ["GET /plan"] = Viewer,
        ["PATCH /plan"] = Owner,
        ["POST /api-keys"] = Admin,
        ["GET /api-keys"] = Admin,
        ["PATCH /api-keys/{apiKeyId}"] = Admin,
        ["DELETE /api-keys/{apiKeyId}"] = Admin,
        ["POST /tokens"] = Admin,
        ["GET /tokens"] = Admin,
        ["PATCH /tokens/{tokenId}"] = Admin,
        ["DELETE /tokens/{tokenId}"] = Admin,
        ["GET /audit-log"] = Admin,
        ["POST /entities"] = Admin,
        ["GET /entities"] = Viewer,
        ["GET /entities/{entityId}"] = Viewer,
        ["PATCH /entities/{entityId}"] = Admin,
        ["DELETE /entities/{entityId}"] = Admin,
        ["POST /entities/{entityId}/properties"] = Admin,
        ["GET /entities/{entityId}/properties"] = Viewer,
        ["GET /properties/{propertyId}"] = Viewer,
        ["PATCH /properties/{propertyId}"] = Admin,
        ["DELETE /properties/{propertyId}"] = Admin,
        ["POST /records"] = Member,
        ["GET /records"] = Viewer,
        ["GET /records/{recordId}"] = Viewer,
        ["PATCH /records/{recordId}"] = Member,
        ["DELETE /records/{recordId}"] = Member,
        ["POST /records/{recordId}/restore"] = new(Role.Member, Gone: 200),
        ["POST /records/bulk/create"] = Member,
        ["POST /records/bulk/update"] = MemberInBulk,
        ["POST /records/bulk/delete"] = MemberInBulk,
        ["POST /records/bulk/restore"] = MemberInBulk,
        ["GET /records/trash"] = Viewer,
        ["POST /records/search/advanced"] = Viewer,
        ["POST /records/search/count"] = Viewer,
        ["POST /records/search/explain"] = Viewer,
        ["POST /records/export/request"] = Member,
        ["GET /records/export/{jobId}/status"] = new(Role.Member, Gone: 200, Absent: 200),
        ["DELETE /records/export/{jobId}"] = Member,
        ["POST /segments"] = Member,
        ["GET /segments"] = Viewer,
        ["GET /segments/{segmentId}"] = Viewer,
        ["PATCH /segments/{segmentId}"] = Member,
        ["DELETE /segments/{segmentId}"] = Member,
        ["POST /segments/{segmentId}/count"] = Viewer,
        ["POST /activities"] = Member,
        ["POST /activities/bulk"] = MemberInBulk,
        ["GET /records/{recordId}/activities"] = Viewer,
        ["DELETE /activities/{activityId}"] = Member,
        ["GET /records/{recordId}/event-summaries"] = Viewer,
        ["POST /relation-types"] = Member,
        ["GET /relation-types"] = Viewer,
        ["PATCH /relation-types/{relationTypeId}"] = Member,
        ["DELETE /relation-types/{relationTypeId}"] = Member,
        ["POST /relations"] = Member,
        ["DELETE /relations/{relationId}"] = Member,
        ["GET /records/{recordId}/relations"] = Viewer,
        ["POST /files"] = Member,
        ["GET /downloads/{link}"] = new(null, Absent: 403),
        ["HEAD /downloads/{link}"] = new(null, Absent: 403),
        ["POST /records/import"] = Member,
        ["POST /records/import/{importId}/run"] = Member,
        ["GET /records/import/{importId}/status"] = Member,
        ["POST /records/import/{importId}/undo"] = Member,
        ["POST /exports"] = new(Role.Member, Gone: 422, Absent: 422),
        ["GET /exports/{id}"] = Member,
        ["GET /exports"] = Member,
    };
}
