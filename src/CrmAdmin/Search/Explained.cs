using System.Text.Json;
using CrmAdmin.Records;
using CrmAdmin.Storage;

namespace CrmAdmin.Search;

/// <summary>How PostgreSQL would run a statement.</summary>
/// <param name="Cost">What it expects that to cost, in its own unit.</param>
/// <param name="Steps">The kinds of steps, «Seq Scan» and the like.</param>
internal sealed record Explained(double Cost, IReadOnlySet<string> Steps)
{
    /// <summary>Whether it would read the table from its beginning.</summary>
    public bool ReadsTable => Steps.Contains("Seq Scan");

    /// <summary>Whether several processes would do it together.</summary>
    public bool IsShared => Steps.Contains("Gather");

    /// <summary>Whether it would look up several conditions of which one must hold, each by its index.</summary>
    public bool LooksUpEach => Steps.Contains("BitmapOr");

    /// <summary>Asks it, with the values that the statement has.</summary>
    public static async Task<Explained> ReadAsync(CrmDb db, SqlText sql, CancellationToken ct)
    {
        await using var command = await RecordTable.CommandAsync(db, sql, ct);
        command.CommandText = "EXPLAIN (FORMAT JSON) " + command.CommandText;
        using var answer = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(ct))!);
        var plan = answer.RootElement[0].GetProperty("Plan");
        var steps = new HashSet<string>(StringComparer.Ordinal);
        Collect(plan, steps);
        return new Explained(plan.GetProperty("Total Cost").GetDouble(), steps);
    }

    private static void Collect(JsonElement step, HashSet<string> steps)
    {
        steps.Add(step.GetProperty("Node Type").GetString()!);
        if (step.TryGetProperty("Plans", out var within))
        {
            foreach (var inner in within.EnumerateArray())
            {
                Collect(inner, steps);
            }
        }
    }
}
