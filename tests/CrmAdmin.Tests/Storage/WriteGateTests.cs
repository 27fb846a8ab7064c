using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Http;
using CrmAdmin.Tests.Http.OpenApi;
using Microsoft.Data.Sqlite;

namespace CrmAdmin.Tests.Storage;

/// <summary>
/// With the write gate shut nothing is written and everything can be read: every operation of the document is called,
/// and somebody signs in.
/// </summary>
public sealed partial class WriteGateTests(ApiConformanceTests.Fixture fixture) : IClassFixture<ApiConformanceTests.Fixture>
{
    [SqliteFact]
    public async Task Operations_WhileTheGateIsShut_WriteNothingAndReadOn()
    {
        var calls = await CallsAsync();
        await using var other = new SqliteConnection($"Data Source={Path.Combine(fixture.Host.App.StoragePath, "crm.db")};Pooling=false");
        await other.OpenAsync();

        long before;
        string[] wrong;
        using (await fixture.Host.Get<WriteGate>().EnterAsync(CancellationToken.None))
        {
            // Jobs that the calls began may have written until now.
            before = await CommitsSeenAsync(other);
            using var visitor = fixture.Host.Anonymous();
            var signingIn = CrmApp.PostLoginAsync(visitor, CrmApp.OwnerEmail, "a wrong password, which is counted");
            var answers = await Task.WhenAll(calls.Select(async call => (call.Call, Answer: await call.Call.SendAsync(call.Path, call.Call.Example))));
            wrong = [.. answers.Where(a => a.Answer.Code != (IsRead(a.Call.Name) ? 200 : 503)).Select(a => $"{a.Call.Name}: {a.Answer.Code} {a.Answer.Body}")];
            (await signingIn).Dispose();
            Assert.Equal(before, await CommitsSeenAsync(other));
        }

        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        await Making.Made(fixture.Host.As(Role.Owner).PostJson("entities", new { name = "after the gate" }));
        Assert.NotEqual(before, await CommitsSeenAsync(other));
    }

    /// <summary>Every operation as its example calls it: those that write in worlds of their own, one of which is that of the contacts.</summary>
    private async Task<List<(ApiCall Call, string Path)>> CallsAsync()
    {
        var calls = new List<(ApiCall, string)>();
        var read = await WorldAsync("GET", Guid.NewGuid().ToString("N"));
        foreach (var operation in fixture.Operations())
        {
            var world = IsRead(operation) ? read : await WorldAsync(operation, operation == "POST /exports" ? "" : Guid.NewGuid().ToString("N"));
            var call = new ApiCall(fixture, operation, world, []);
            calls.Add((call, await call.PathAsync() + call.NeededQuery));
        }

        return calls;
    }

    private async Task<ApiWorld> WorldAsync(string operation, string suffix)
    {
        var world = new ApiWorld(fixture.Host, operation);
        await world.MakeAsync(suffix);
        return world;
    }

    /// <summary>Changes when another connection has committed something.</summary>
    private static async Task<long> CommitsSeenAsync(SqliteConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static bool IsRead(string operation) => Reads().IsMatch(operation);

    [GeneratedRegex("^(GET|HEAD) |/search/|/count$")]
    private static partial Regex Reads();
}
