using System.Globalization;
using System.Text.Json;
using CrmAdmin.Conditions;
using CrmAdmin.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CrmAdmin.Tests.Conditions;

/// <summary>
/// Random trees over random records: what SQL finds is what the oracle says. CONDITION_TREES sets how many, CONDITION_SEED
/// where to begin, CONDITION_POSTGRES (a connection string) adds PostgreSQL.
/// </summary>
public sealed class OracleTests
{
    private const int TreesPerSchema = 100;
    private const int Records = 60;

    private static readonly int Trees = Setting("CONDITION_TREES", 3000);
    private static readonly int FirstSeed = Setting("CONDITION_SEED", 20_261_121);

    [Fact]
    public void Find_RandomTreesOnSqlite_IsWhatTheOracleSays()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Compare(connection, SqlDialect.Sqlite);
    }

    [PostgresFact]
    public void Find_RandomTreesOnPostgres_IsWhatTheOracleSays()
    {
        using var connection = new NpgsqlConnection(PostgresFactAttribute.ConnectionString);
        connection.Open();
        Compare(connection, SqlDialect.Postgres);
    }

    private static void Compare(System.Data.Common.DbConnection connection, SqlDialect dialect)
    {
        for (var seed = FirstSeed; seed < FirstSeed + (Trees / TreesPerSchema); seed++)
        {
            new Round(seed, connection, dialect).Run();
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : otherwise;

    /// <summary>One entity, its records, and a hundred trees over them.</summary>
    private sealed class Round
    {
        private readonly int seed;
        private readonly Random random;
        private readonly ConditionClock clock;
        private readonly List<SampleRecord> records;
        private readonly Dictionary<string, JsonElement> segments = [];
        private readonly SampleTable table;
        private readonly ConditionScope scope;
        private readonly Oracle oracle;
        private readonly SampleTrees trees;

        public Round(int seed, System.Data.Common.DbConnection connection, SqlDialect dialect)
        {
            this.seed = seed;
            random = new Random(seed);
            clock = SampleTimes.Clock(random);
            var times = new SampleTimes(random, clock);
            var schema = SampleSchema.Next(random);
            var made = new SampleRecords(random, schema, times);
            records = [.. Enumerable.Range(0, Records).Select(_ => made.Next())];
            var plain = new SampleTrees(random, schema, records, times);
            segments["CRMSG1A"] = Element(plain.Next(2));
            segments["CRMSG1B"] = Element(plain.Next(2));
            trees = new SampleTrees(random, schema, records, times, ["CRMSG1A", "CRMSG1B"]);
            oracle = new Oracle(schema, clock.NowUtc, clock.Zone, segments);
            scope = new ConditionScope(schema, clock.Zone, id => segments.TryGetValue(id, out var json) ? new SegmentDefinition(id, json) : null);
            table = new SampleTable(connection, dialect, schema);
            table.Fill(records);
            if (seed % 2 == 0)
            {
                table.IndexAll();
            }
        }

        public void Run()
        {
            for (var i = 0; i < TreesPerSchema; i++)
            {
                var json = Element(trees.Next());
                var reading = ConditionReader.Read(json, "conditionGroup", scope);
                Assert.True(reading.Errors.Count == 0, $"seed {seed}: {string.Join("; ", reading.Errors)}\n{json}");
                Check(json, reading.Tree, random.Next(2) == 0);
            }
        }

        private void Check(JsonElement json, Group tree, bool steered)
        {
            var found = table.Find(tree, clock, steered).ToHashSet();
            foreach (var record in records)
            {
                var expected = oracle.Matches(json, record);
                Assert.True(
                    expected == found.Contains(record.RecordId),
                    $"seed {seed}, zone {clock.Zone.Id}, now {clock.NowUtc:O}: oracle says {expected} of\n{JsonSerializer.Serialize(record)}\nwith\n{json}\nSQL {table.Select(tree, clock, steered)}");
            }
        }

        private static JsonElement Element(System.Text.Json.Nodes.JsonNode node) => JsonSerializer.SerializeToElement(node);
    }
}
