using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Http;
using CrmAdmin.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Access;

/// <summary>
/// Keeps API keys and tokens for ADMIN. Nobody makes, changes or deletes one above his own role. A change is in the audit
/// log and holds from the next request on.
/// </summary>
internal sealed class CredentialRegister(Store store, AuditLog audit, CredentialDirectory directory, StartKeys startKeys)
{
    /// <summary>Adds a row that the caller may make.</summary>
    public async Task AddAsync<T>(Caller caller, T row, CancellationToken ct)
        where T : CredentialRow
    {
        caller.Demand(row.Role);
        await store.WriteAsync(
            async db =>
            {
                db.Add(row);
                await db.SaveChangesAsync(ct);
                await AuditAsync<T>(db, caller, "create", row.Id, [], Facts(row), ct);
            },
            ct);
        directory.Forget();
    }

    /// <summary>The rows, newest first.</summary>
    public async Task<ListPage<T>> ListAsync<T>(Caller caller, ListQuery list, CancellationToken ct)
        where T : CredentialRow
    {
        caller.Demand(Role.Admin);
        var purpose = typeof(T).Name;
        var before = list.StartKey is null ? null : Encoding.UTF8.GetString(startKeys.Open(purpose, list.StartKey));
        var rows = await store.ReadAsync(
            db => Before(db.Set<T>().AsNoTracking(), before).OrderByDescending(r => r.Id).Take(list.Limit + 1).ToListAsync(ct), ct);
        if (rows.Count <= list.Limit)
        {
            return new ListPage<T>(rows, null);
        }

        rows.RemoveAt(list.Limit);
        return new ListPage<T>(rows, startKeys.Seal(purpose, Encoding.UTF8.GetBytes(rows[^1].Id)));
    }

    /// <summary>Changes what is given.</summary>
    public async Task<T> ChangeAsync<T>(Caller caller, string id, CredentialInput input, CancellationToken ct)
        where T : CredentialRow
    {
        caller.Demand(Role.Admin);
        var changed = await store.WriteAsync(
            async db =>
            {
                var row = await FindAsync<T>(db, caller, id, ct);
                caller.Demand(input.Role ?? row.Role);
                var before = Facts(row);
                Apply(row, input);
                await db.SaveChangesAsync(ct);
                await AuditAsync<T>(db, caller, "update", id, before, Facts(row), ct);
                return row;
            },
            ct);
        directory.Forget();
        return changed;
    }

    /// <summary>Deletes one; it is refused from the next request on.</summary>
    public async Task DeleteAsync<T>(Caller caller, string id, CancellationToken ct)
        where T : CredentialRow
    {
        caller.Demand(Role.Admin);
        await store.WriteAsync(
            async db =>
            {
                var row = await FindAsync<T>(db, caller, id, ct);
                db.Remove(row);
                await db.SaveChangesAsync(ct);
                await AuditAsync<T>(db, caller, "delete", id, Facts(row), [], ct);
            },
            ct);
        directory.Forget();
    }

    private static IQueryable<T> Before<T>(IQueryable<T> rows, string? id)
        where T : CredentialRow => id is null ? rows : rows.Where(r => r.Id.CompareTo(id) < 0);

    private static async Task<T> FindAsync<T>(CrmDb db, Caller caller, string id, CancellationToken ct)
        where T : CredentialRow
    {
        var row = await db.Set<T>().FindAsync([id], ct) ?? throw CrmException.NotFound(id);
        caller.Demand(row.Role);
        return row;
    }

    private static void Apply(CredentialRow row, CredentialInput input)
    {
        row.Name = input.Name ?? row.Name;
        row.Role = input.Role ?? row.Role;
        row.IsDisabled = input.Disabled ?? row.IsDisabled;
        if (row is ApiKeyRow key)
        {
            key.RequiresV2 = input.RequiresV2 ?? key.RequiresV2;
        }
        else if (row is TokenRow token)
        {
            token.ExpiresAt = input.ExpiresAt ?? token.ExpiresAt;
        }
    }

    private static JsonObject Facts(CredentialRow row)
    {
        var facts = new JsonObject
        {
            ["name"] = row.Name,
            ["role"] = row.Role.ToString().ToUpperInvariant(),
            ["disabled"] = row.IsDisabled,
        };
        if (row is ApiKeyRow key)
        {
            facts["requiresV2"] = key.RequiresV2;
        }
        else if (row is TokenRow token)
        {
            facts["expiresAt"] = Json.Instant(token.ExpiresAt);
        }

        return facts;
    }

    private Task AuditAsync<T>(CrmDb db, Caller caller, string verb, string id, JsonObject before, JsonObject after, CancellationToken ct)
    {
        var (kind, idName) = typeof(T) == typeof(ApiKeyRow) ? ("apiKey", "apiKeyId") : ("token", "tokenId");
        IReadOnlyList<AuditChange> changes = [new AuditChange(idName, verb == "create" ? null : id, verb == "delete" ? null : id), .. AuditChange.Between(before, after)];
        return audit.AppendAsync(db, caller, [new AuditEntry($"{kind}.{verb}", Changes: changes)], ct);
    }
}
