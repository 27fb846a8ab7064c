using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Conditions;
using CrmAdmin.Tests.Http;
using CrmAdmin.Tests.Storage;
using CrmAdmin.Trash;
using CrmAdmin.Verifying;
using Microsoft.EntityFrameworkCore;

namespace CrmAdmin.Tests.Verifying;

/// <summary>Whatever is written, the text indexes say what the records say. VERIFY_ROUNDS sets how long it goes on.</summary>
public sealed class IndexCheckTests
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("VERIFY_ROUNDS"), out var rounds) ? rounds : 60;
    private static readonly Caller Owner = CrmHost.Caller(Role.Owner);

    [SqliteFact]
    public async Task Find_AfterRandomWrites_FindsNothing()
    {
        await using var host = new CrmHost();
        var schema = await MakeAsync(host);
        var random = new Random(20_261_122);
        var known = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            await ActAsync(host, schema, random, known);
            if (round % 10 == 9)
            {
                Assert.Empty(await new IndexCheck(host.Get<Store>()).FindAsync(schema, repair: false, default));
            }
        }
    }

    [SqliteFact]
    public async Task Find_IndexThatLostAndKeptTooMuch_TellsAndMends()
    {
        await using var host = new CrmHost();
        var schema = await MakeAsync(host);
        var made = await CreateAsync(host, schema, new Random(1), 50);
        var (names, tags) = ($"g{schema.Number}_names", $"g{schema.Number}_tags");
        await host.Get<Store>().WriteAsync(
            async db =>
            {
                await using var damage = await RecordTable.CommandAsync(
                    db, $"DELETE FROM {names} WHERE rowid <= 3; INSERT INTO {tags} (rowid, grams) VALUES (999, 'ghost')", default);
                await damage.ExecuteNonQueryAsync();
            },
            default);
        var check = new IndexCheck(host.Get<Store>());

        Assert.Equal([new IndexFinding("name", 3, 3), new IndexFinding("tags", 1, 1)], await check.FindAsync(schema, repair: false, default));
        Assert.Equal([new IndexFinding("name", 3, 0), new IndexFinding("tags", 1, 0)], await check.FindAsync(schema, repair: true, default));
        Assert.Empty(await check.FindAsync(schema, repair: false, default));
        Assert.Equal(50, made.Count);
    }

    [SqliteFact]
    public async Task Start_NamesIndexOfAnEarlierProgram_IsMadeAnewWithInitials()
    {
        using var folder = new TempFolder();
        EntitySchema schema;
        await using (var host = new CrmHost { StoragePath = folder.Path })
        {
            schema = await MakeAsync(host);
            await CreateAsync(host, schema, new Random(1), 200);
            await host.Get<Store>().WriteAsync(
                async db =>
                {
                    await using var former = await RecordTable.CommandAsync(
                        db,
                        $"""
                        DROP TABLE g{schema.Number}_names;
                        CREATE VIRTUAL TABLE g{schema.Number}_name USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii');
                        """,
                        default);
                    await former.ExecuteNonQueryAsync();
                },
                default);
        }

        await using var after = new CrmHost { StoragePath = folder.Path };
        Assert.Empty(await new IndexCheck(after.Get<Store>()).FindAsync(schema, repair: false, default));
        var tables = await after.Get<Store>().ReadAsync(db => db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE name LIKE 'g%name%'").ToListAsync(), default);
        Assert.Contains($"g{schema.Number}_names", tables);
        Assert.DoesNotContain($"g{schema.Number}_name", tables);
    }

    [SqliteFact]
    public async Task Verify_FaultThatNoNewIndexMends_IsNotCalledMended()
    {
        using var folder = new TempFolder();
        await using (var host = new CrmHost { StoragePath = folder.Path })
        {
            var schema = await MakeAsync(host);
            await CreateAsync(host, schema, new Random(1), 3);
            await host.Get<Store>().WriteAsync(db => BreakAsync(db, schema), default);
        }

        await using var after = new CrmHost { StoragePath = folder.Path };
        await using var said = new StringWriter();
        Assert.Equal(VerifyCommand.Differs, await VerifyCommand.RunAsync(after.Services, repair: true, said, said, default));
        Assert.Contains("r1 ", said.ToString(), StringComparison.Ordinal);
    }

    [SqliteFact]
    public async Task Find_AfterKillsUnderWrites_FindsNothing()
    {
        using var folder = new TempFolder();
        EntitySchema schema;
        await using (var host = new CrmHost { StoragePath = folder.Path })
        {
            schema = await MakeAsync(host);
        }

        for (var round = 0; round < 3; round++)
        {
            using (var server = await ServerProcess.StartAsync(folder.Path))
            {
                var writing = WriteUntilKilledAsync(server, schema, new Random(round));
                await server.Client.GetAsync("/crm-core/v1/entities");
                await Patience.UntilAsync(async () => await CountAsync(server, schema) >= (round + 1) * 40);

                server.Kill();
                await writing;
            }

            await using var after = new CrmHost { StoragePath = folder.Path };
            Assert.Empty(await new IndexCheck(after.Get<Store>()).FindAsync(schema, repair: false, default));
        }
    }

    private static async Task<EntitySchema> MakeAsync(CrmHost host)
    {
        var entity = await host.Get<EntityService>().CreateAsync(Owner, new EntityBody("고객", "contact", null), default);
        foreach (var (key, type) in new[] { ("memo", FieldType.LongText), ("title", FieldType.Text), ("interests", FieldType.MultiCheckbox) })
        {
            List<OptionBody> options = type == FieldType.MultiCheckbox ? [new("A", "golf", 0, null), new("B", "여행", 1, null), new("C", "a \"b\"", 2, null)] : [];
            await host.Get<PropertyService>().CreateAsync(Owner, entity.EntityId, new PropertyBody(key, key, type, options, false, null, null), default);
        }

        return await host.Get<EntityCatalog>().GetAsync(entity.EntityId, default);
    }

    /// <summary>Makes the table demand of its rows what they do not fulfil, and lets every connection know.</summary>
    private static async Task BreakAsync(CrmDb db, EntitySchema schema)
    {
        await using var damage = await RecordTable.CommandAsync(
            db,
            $"""
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = replace(sql, 'version bigint NOT NULL', 'version bigint NOT NULL CHECK (version < 0)') WHERE name = 'r{schema.Number}';
            PRAGMA writable_schema = OFF;
            PRAGMA schema_version = 1000000
            """,
            default);
        await damage.ExecuteNonQueryAsync();
    }

    private static async Task ActAsync(CrmHost host, EntitySchema schema, Random random, List<string> known)
    {
        var some = known.Where(_ => random.Next(4) == 0).Take(1000).ToList();
        switch (some.Count == 0 ? 0 : random.Next(5))
        {
            case 0:
                known.AddRange(await CreateAsync(host, schema, random, random.Next(1, 40)));
                break;
            case 1:
                var body = new { records = some.Select(id => new { recordId = id, name = Name(random), tags = Tags(random), data = Data(random) }) };
                await host.Get<RecordService>().UpdateManyAsync(Owner, JsonSerializer.SerializeToElement(body), default);
                break;
            case 2:
                await host.Get<TrashService>().DeleteAsync(Owner, some, permanent: false, default);
                break;
            case 3:
                await host.Get<TrashService>().RestoreAsync(Owner, some, default);
                break;
            default:
                await host.Get<TrashService>().DeleteAsync(Owner, some, permanent: true, default);
                known.RemoveAll(some.Contains);
                break;
        }
    }

    private static async Task<List<string>> CreateAsync(CrmHost host, EntitySchema schema, Random random, int count)
    {
        var answer = await host.Get<RecordService>().CreateManyAsync(Owner, JsonSerializer.SerializeToElement(Body(schema, random, count)), default);
        return [.. answer.ResultList.Select(item => item.RecordId).OfType<string>()];
    }

    private static object Body(EntitySchema schema, Random random, int count) => new
    {
        entityId = schema.EntityId,
        records = Enumerable.Range(0, count).Select(_ => new { name = Name(random), tags = Tags(random), data = Data(random) }),
    };

    private static async Task WriteUntilKilledAsync(ServerProcess server, EntitySchema schema, Random random)
    {
        try
        {
            while (true)
            {
                using var content = new StringContent(JsonSerializer.Serialize(Body(schema, random, 20)), System.Text.Encoding.UTF8, "application/json");
                (await server.Client.PostAsync("/crm-core/v1/records/bulk/create", content)).EnsureSuccessStatusCode();
            }
        }
        catch (HttpRequestException)
        {
            // The server was killed, as it should be.
        }
    }

    private static async Task<long> CountAsync(ServerProcess server, EntitySchema schema)
    {
        using var content = new StringContent(JsonSerializer.Serialize(new { entityId = schema.EntityId, exact = true }), System.Text.Encoding.UTF8, "application/json");
        using var answer = JsonDocument.Parse(await (await server.Client.PostAsync("/crm-core/v1/records/search/count", content)).Content.ReadAsStringAsync());
        return answer.RootElement.GetProperty("count").GetInt64();
    }

    private static string Name(Random random) => SampleNames.Next(random) + SampleTexts.Next(random);

    private static string[] Tags(Random random) => [.. Enumerable.Range(0, random.Next(4)).Select(i => $"t{i}" + SampleTexts.Next(random))];

    private static object Data(Random random) => new
    {
        memo = random.Next(3) == 0 ? "" : SampleTexts.Next(random) + "\ue020 \ue0ff" + SampleTexts.Next(random),
        title = random.Next(3) == 0 ? null : SampleTexts.Next(random),
        interests = new[] { "golf", "여행", "a \"b\"" }.Where(_ => random.Next(2) == 0).ToArray(),
    };
}
