using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Relations;
using CrmAdmin.Segments;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Storage;

/// <summary>
/// The catalogue, users, keys, jobs and audit log. Records stand in tables of their own, made at run time,
/// and are reached through this context's connection and transaction.
/// </summary>
public abstract class CrmDb(DbContextOptions options, WriteGate gate) : IdentityUserContext<User>(options)
{
    /// <summary>Saves under the write gate unless a <see cref="Store"/> write already holds it.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        using var entry = await gate.EnterAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        if (Database.CurrentTransaction is not null)
        {
            return base.SaveChanges(acceptAllChangesOnSuccess);
        }

        using var entry = gate.Enter();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcMilliseconds.OfDateTime>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds.OfDateTimeOffset>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CrmDb).Assembly);
    }
}

/// <summary>The context with the SQLite migrations.</summary>
public sealed class SqliteCrmDb(DbContextOptions<SqliteCrmDb> options, WriteGate gate) : CrmDb(options, gate);

/// <summary>The context with the PostgreSQL migrations.</summary>
public sealed class PostgresCrmDb(DbContextOptions<PostgresCrmDb> options, WriteGate gate) : CrmDb(options, gate)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        PostgresRows.Configure(builder);

        // These are joined with records and put in order by their ids: by code point, as on SQLite.
        Type[] rows = [typeof(SegmentRow), typeof(ActivityRow), typeof(EventSummaryRow), typeof(RelationTypeRow), typeof(RelationRow)];
        foreach (var text in rows.SelectMany(row => builder.Entity(row).Metadata.GetProperties()).Where(p => p.ClrType == typeof(string)))
        {
            text.SetCollation("C");
        }
    }
}
