using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Http;
using CrmAdmin.Storage;

namespace CrmAdmin.Access;

/// <summary>What the plan can switch off.</summary>
public enum PlanFeature
{
    /// <summary>records.exportEnabled: exports of every kind.</summary>
    RecordsExport,
}

/// <summary>The plan of the workspace.</summary>
/// <param name="ExportEnabled">Whether exports may be made.</param>
/// <param name="RecordsMost">Most live records over all entities; null is without limit.</param>
/// <param name="PropertiesMost">Most properties over all entities; null is without limit.</param>
public sealed record Plan(bool ExportEnabled, long? RecordsMost, long? PropertiesMost)
{
    internal const string ExportName = "records.exportEnabled";
    internal const string RecordsName = "records.max";
    internal const string PropertiesName = "properties.max";

    /// <summary>As callers see it.</summary>
    public JsonObject ToJson() => new() { [ExportName] = ExportEnabled, [RecordsName] = RecordsMost, [PropertiesName] = PropertiesMost };
}

/// <summary>The plan's features and quotas: settings of the workspace that its OWNER changes.</summary>
public sealed class PlanService : IDisposable
{
    private readonly Store store;
    private readonly AuditLog audit;
    private readonly bool exportAtFirst;
    private readonly Recent<Plan> recent;

    /// <summary>Plan:ExportEnabled is the first value of records.exportEnabled.</summary>
    public PlanService(Store store, AuditLog audit, IConfiguration configuration, TimeProvider time)
    {
        (this.store, this.audit) = (store, audit);
        exportAtFirst = configuration.GetValue("Plan:ExportEnabled", true);
        recent = new Recent<Plan>(ct => store.ReadAsync(db => ReadAsync(db, ct), ct), time);
    }

    /// <summary>The present plan, known within half a second on every node.</summary>
    public ValueTask<Plan> GetAsync(Caller caller, CancellationToken ct)
    {
        caller.Demand(Role.Viewer);
        return recent.GetAsync(ct);
    }

    /// <summary>Sets what is given (OWNER): names as in <see cref="Plan.ToJson"/>; null takes a quota away.</summary>
    public async Task<Plan> UpdateAsync(Caller caller, JsonElement given, CancellationToken ct)
    {
        caller.Demand(Role.Owner);
        var values = PlanChange.Read(given);
        var plan = await store.WriteAsync(
            async db =>
            {
                var before = await ReadAsync(db, ct);
                await SettingRow.SaveAsync(db, values, ct);
                var after = await ReadAsync(db, ct);
                await audit.AppendAsync(db, caller, [new AuditEntry("plan.update", Changes: AuditChange.Between(before.ToJson(), after.ToJson()))], ct);
                return after;
            },
            ct);
        recent.Forget();
        return plan;
    }

    /// <summary>403 PlanFeatureDisabled while a feature is off, else null.</summary>
    public async ValueTask<CrmException?> RefusalAsync(PlanFeature feature, CancellationToken ct)
    {
        var plan = await recent.GetAsync(ct);
        return feature == PlanFeature.RecordsExport && !plan.ExportEnabled
            ? new CrmException(ErrorCode.PlanFeatureDisabled, "Access.FeatureDisabled", Plan.ExportName)
            : null;
    }

    /// <summary>Throws 403 PlanFeatureDisabled while a feature is off.</summary>
    public async Task DemandAsync(PlanFeature feature, CancellationToken ct)
    {
        if (await RefusalAsync(feature, ct) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>
    /// How many more records may live, counted inside the caller's write transaction; null without a quota, never below 0.
    /// On PostgreSQL other writers that ask wait until this transaction ends, so that two cannot take the last place.
    /// </summary>
    public async Task<long?> RecordsLeftAsync(CrmDb db, CancellationToken ct) =>
        (await ReadAsync(db, ct)).RecordsMost is { } most ? Math.Max(0, most - await PlanUsage.RecordsAsync(db, ct)) : null;

    /// <summary>Throws 403 PlanQuotaExceeded when one more property would be over properties.max.</summary>
    public async Task DemandPropertyAsync(CrmDb db, CancellationToken ct)
    {
        if ((await ReadAsync(db, ct)).PropertiesMost is { } most && await PlanUsage.PropertiesAsync(db, ct) >= most)
        {
            throw QuotaExceeded(Plan.PropertiesName, most);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => recent.Dispose();

    private static CrmException QuotaExceeded(string name, long most) => new(ErrorCode.PlanQuotaExceeded, "Access.QuotaExceeded", name, most);

    private async Task<Plan> ReadAsync(CrmDb db, CancellationToken ct)
    {
        var rows = await SettingRow.ReadAsync(db, [Plan.ExportName, Plan.RecordsName, Plan.PropertiesName], ct);
        return new Plan(
            rows.TryGetValue(Plan.ExportName, out var export) ? export == "true" : exportAtFirst,
            Quota(rows.GetValueOrDefault(Plan.RecordsName)),
            Quota(rows.GetValueOrDefault(Plan.PropertiesName)));
    }

    private static long? Quota(string? value) => value is null or "null" ? null : JsonSerializer.Deserialize<long>(value);
}
