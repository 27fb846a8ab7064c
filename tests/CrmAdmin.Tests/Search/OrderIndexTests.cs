using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Search;

/// <summary>Indexes in the order of a property: made when a large entity is sorted by it, kept while they serve, gone with the property.</summary>
public sealed class OrderIndexTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    private readonly TempFolder folder = new();

    public void Dispose()
    {
        TestDatabase.Leave(folder.Path);
        folder.Dispose();
    }

    [Fact]
    public async Task Search_SortedByAPropertyOfALargeEntity_HasItsIndexMadeAndAnswersAsBefore()
    {
        await using var world = await ExportHost.StartAsync();
        await SevenAsync(world, large: true);
        var before = await NamesAsync(world, "-data.age");

        await Patience.UntilAsync(async () => (await AgeAsync(world.Host)).IsOrdered);

        Assert.Equal(before, await NamesAsync(world, "-data.age"));
        Assert.Equal("f b g e c a d", before);
        Assert.Equal("a c e g b f d", await NamesAsync(world, "data.age"));
        Assert.Single(await IndexesAsync(world.Host));
    }

    [Fact]
    public async Task Look_AtASmallEntity_MakesNothing()
    {
        await using var world = await ExportHost.StartAsync();
        await SevenAsync(world, large: false);

        await world.Host.Get<OrderIndexes>().LookAsync((await AgeAsync(world.Host)).Number, default);

        Assert.Empty(await IndexesAsync(world.Host));
    }

    [Fact]
    public async Task Look_WhereTheEntityHasAsManyAsItMay_MakesNoMore()
    {
        await using var world = await ExportHost.StartAsync();
        await SevenAsync(world, large: true);
        for (var i = 0; i <= Limits.OrderedProperties; i++)
        {
            await world.PropertyAsync("n" + i.ToString(CultureInfo.InvariantCulture), "NUMBER");
        }

        foreach (var property in (await EntityAsync(world.Host)).Properties)
        {
            await world.Host.Get<OrderIndexes>().LookAsync(property.Number, default);
        }

        Assert.Equal(Limits.OrderedProperties, (await IndexesAsync(world.Host)).Count);
    }

    [Fact]
    public async Task DropUnused_AfterRestartsAMonthLater_DropsWhatServedNobody()
    {
        await using (var host = Host(TimeSpan.Zero))
        {
            var owner = host.As(Role.Owner);
            await owner.PropertyAsync(await owner.EntityAsync(), "age", "NUMBER");
            await MakeAsync(host);
        }

        await using (var host = Host(Limits.OrderKept / 2))
        {
            await host.Get<OrderIndexes>().DropUnusedAsync(default);
            Assert.Single(await IndexesAsync(host));
            await host.Get<OrderIndexes>().LookAsync((await AgeAsync(host)).Number, default);
        }

        await using (var host = Host(Limits.OrderKept * 1.2))
        {
            await host.Get<OrderIndexes>().DropUnusedAsync(default);
            Assert.True((await AgeAsync(host)).IsOrdered);
        }

        await using (var host = Host(Limits.OrderKept * 1.6))
        {
            await host.Get<OrderIndexes>().DropUnusedAsync(default);
            Assert.Empty(await IndexesAsync(host));
            Assert.False((await AgeAsync(host)).IsOrdered);
        }
    }

    [Fact]
    public async Task Start_WhereTheIndexIsGone_MakesItAnew()
    {
        await using (var host = Host(TimeSpan.Zero))
        {
            var owner = host.As(Role.Owner);
            await owner.PropertyAsync(await owner.EntityAsync(), "age", "NUMBER");
            await MakeAsync(host);
            var index = Assert.Single(await IndexesAsync(host));
            var drop = "DROP INDEX " + index;
            await host.Get<Store>().WriteAsync(db => db.Database.ExecuteSqlRawAsync(drop), default);
        }

        await using var after = Host(TimeSpan.Zero);
        Assert.True((await AgeAsync(after)).IsOrdered);
        Assert.Single(await IndexesAsync(after));
    }

    [Fact]
    public async Task Property_RenamedAndThenRemoved_KeepsItsIndexAndThenLosesIt()
    {
        await using (var host = Host(TimeSpan.Zero))
        {
            var owner = host.As(Role.Owner);
            var propertyId = await owner.PropertyAsync(await owner.EntityAsync(), "age", "NUMBER");
            await MakeAsync(host);
            await Making.Made(owner.PatchJson($"properties/{propertyId}", new { name = "Alter", key = "alter" }));
            Assert.True((await EntityAsync(host)).Properties.Single().IsOrdered);
            await Making.Made(owner.DeleteJson($"properties/{propertyId}"));
        }

        await using var later = Host(Limits.RemovedPropertyKept * 2);
        await later.Get<RemovedProperties>().CollectAsync(default);
        Assert.Empty(await IndexesAsync(later));
    }

    private CrmHost Host(TimeSpan later) => new() { StoragePath = folder.Path, Time = new StillTime(Start + later) };

    private static async Task MakeAsync(CrmHost host) =>
        await host.Get<OrderIndexes>().MakeAsync(await EntityAsync(host), await AgeAsync(host), default);

    private static async Task<EntitySchema> EntityAsync(CrmHost host) => (await host.Get<EntityCatalog>().AllAsync(default)).Single();

    private static async Task<Property> AgeAsync(CrmHost host) => (await EntityAsync(host)).Find("age")!;

    private static async Task<List<string>> IndexesAsync(CrmHost host)
    {
        var names = await host.Get<Store>().ReadAsync(
            db => (db is SqliteCrmDb
                ? db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'index'")
                : db.Database.SqlQuery<string>($"SELECT indexname::text AS \"Value\" FROM pg_indexes WHERE schemaname = current_schema()")).ToListAsync(),
            default);
        return [.. names.Where(name => name[0] == 'r' && name.EndsWith("_o", StringComparison.Ordinal))];
    }

    /// <summary>Seven records, two of the same age and two without; where large, their numbers say that there are many.</summary>
    private static async Task SevenAsync(ExportHost world, bool large)
    {
        if (large)
        {
            var table = RecordColumns.Table(await EntityAsync(world.Host));
            await world.Host.Get<Store>().WriteAsync(
                async db =>
                {
                    var sql = db is SqliteCrmDb
                        ? $"INSERT INTO {table} (rid, id, name, name_f, created, updated, version, deleted_at) VALUES ({Limits.OrderedLeast}, 'CRMRC0', 'z', 'Z', 1, 1, 1, 1)"
                        : $"SELECT setval(pg_get_serial_sequence('{table}', 'rid'), {Limits.OrderedLeast})";
                    await db.Database.ExecuteSqlRawAsync(sql);
                },
                default);
        }

        await world.RecordsAsync(
            new { name = "a", data = new { age = 1 } },
            new { name = "b", data = new { age = 5 } },
            new { name = "c", data = new { age = 1 } },
            new { name = "d" },
            new { name = "e", data = new { age = 1 } },
            new { name = "f", data = new { age = 5 } },
            new { name = "g", data = new { age = 1 } });
    }

    /// <summary>All names in an order, three a page.</summary>
    private static async Task<string> NamesAsync(ExportHost world, string sort)
    {
        var names = new List<string>();
        for (string? startKey = null; names.Count == 0 || startKey is not null;)
        {
            var page = await world.Host.As(Role.Owner).PostJson(
                "records/search/advanced", new { entityId = world.EntityId, sortFields = new[] { sort }, limit = 3, startKey });
            names.Add(SearchHost.Names(page));
            startKey = (string?)page["nextKey"];
        }

        return string.Join(' ', names);
    }
}
