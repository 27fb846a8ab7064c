using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Exports;
using CrmAdmin.Exports.Bulk;
using CrmAdmin.Imports;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using CrmAdmin.Tests.Http.OpenApi;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Access.Matrix;

/// <summary>What a call of the matrix is about.</summary>
internal enum Place
{
    /// <summary>There, and the caller's own where that matters.</summary>
    Own,

    /// <summary>In the trash, or removed; of jobs: somebody else's.</summary>
    Gone,

    /// <summary>Never was.</summary>
    Absent,
}

/// <summary>Makes what the operations of the matrix are called with.</summary>
internal sealed class MatrixObjects(ApiConformanceTests.Fixture fixture, CrmHost host, Func<ApiCall, HttpClient> maker)
{
    private const string Entity = "CRMET1260423081530123ENT11122233";
    private const string Nobody = "CRMXX1260423081530123ABC11122233";
    private static readonly string[] Jobs = ["jobId", "importId", "id"];
    private ApiWorld? contacts;
    private ApiWorld? world;

    private HttpClient Owner => host.As(Role.Owner);

    /// <summary>Whether an operation is about a job, which is known to who asked for it and to ADMIN.</summary>
    public static bool IsOfAJob(ApiCall call) => call.PathParameters.Any(Jobs.Contains);

    /// <summary>The places that make a difference to an operation.</summary>
    public static IEnumerable<Place> Of(ApiCall call) => call.PathParameters.FirstOrDefault() switch
    {
        "link" => [Place.Own, Place.Absent],
        null when !call.NeedsEntity && !(call.Written?.ToJsonString() ?? "").Contains("CRM", StringComparison.Ordinal) => [Place.Own],
        _ => [Place.Own, Place.Gone, Place.Absent],
    };

    /// <summary>An operation and how it is called on what stands in a place.</summary>
    public async Task<(ApiCall Call, string Path, JsonNode? Body)> MakeAsync(string operation, Place place)
    {
        var living = await WorldAsync(operation);
        var call = new ApiCall(fixture, operation, living, []);
        var ids = place == Place.Own ? living.Ids : place == Place.Absent ? [] : await GoneAsync(living, call);
        var path = call.Template + (call.NeedsEntity ? "?entityId=" + ApiWorld.Living(Entity, ids) : "");
        if (call.PathParameters.FirstOrDefault() is not { } parameter)
        {
            return (call, path, ApiWorld.Living(call.Written, ids));
        }

        // Somebody else's job is the OWNER's; the caller's own is made with the caller's credential.
        living.Maker = place == Place.Own ? maker(call) : Owner;
        var value = place switch
        {
            Place.Absent => Nobody,
            Place.Gone when !Jobs.Contains(parameter) => await living.GoneAsync(parameter),
            _ => await living.PathValueAsync(parameter),
        };
        await SettleAsync();
        return (call, path.Replace($"{{{parameter}}}", value, StringComparison.Ordinal), call.Example);
    }

    /// <summary>After a call that was done: waits for its job, and makes all anew where it took something away.</summary>
    public async Task DoneAsync(string operation)
    {
        await SettleAsync();
        var takesAway = operation.StartsWith("DELETE", StringComparison.Ordinal) || operation.EndsWith("/bulk/delete", StringComparison.Ordinal)
            || operation is "PATCH /crm-core/v1/properties/{propertyId}" or "PATCH /crm-core/v1/plan";
        world = takesAway ? null : world;
    }

    /// <summary>The exports speak of the entity whose slug is «contact», which is made once and not taken away.</summary>
    private async Task<ApiWorld> WorldAsync(string operation)
    {
        contacts ??= await NewAsync("");
        var living = operation.Contains(" /exports", StringComparison.Ordinal) ? contacts : world ??= await NewAsync(Guid.NewGuid().ToString("N"));
        living.Operation = operation;
        return living;
    }

    private async Task<ApiWorld> NewAsync(string suffix)
    {
        var made = new ApiWorld(host, "");
        await made.MakeAsync(suffix);
        return made;
    }

    /// <summary>What a body's ids stand for where what they name is gone.</summary>
    private static async Task<Dictionary<string, string>> GoneAsync(ApiWorld living, ApiCall call)
    {
        var gone = new Dictionary<string, string>(living.Ids);
        var written = (call.Written?.ToJsonString() ?? "") + (call.NeedsEntity ? Entity : "");
        foreach (var (id, parameter) in new[] { ("CRMET1", "entityId"), ("CRMRC1", "recordId"), ("CRMSG1", "segmentId"), ("CRMRT1", "relationTypeId") })
        {
            foreach (var example in living.Ids.Keys.Where(key => key.StartsWith(id, StringComparison.Ordinal) && written.Contains(key, StringComparison.Ordinal)))
            {
                gone[example] = await living.GoneAsync(parameter);
            }
        }

        return gone;
    }

    /// <summary>Waits until no job waits or runs: it would go on writing.</summary>
    private Task SettleAsync() =>
        Patience.UntilAsync(async () => !await host.Get<Store>().ReadAsync(IsBusyAsync, CancellationToken.None), "no job is left");

    private async Task<bool> IsBusyAsync(CrmDb db)
    {
        var running = host.Get<RunningJobs>();
        List<JobRow> jobs =
        [
            .. await db.Set<ExportJob>().AsNoTracking().ToListAsync(), .. await db.Set<BulkExportJob>().AsNoTracking().ToListAsync(),
            .. await db.Set<ImportJob>().AsNoTracking().ToListAsync(),
        ];
        return jobs.Exists(job => !job.IsOver || running.Has(job.JobId));
    }
}
