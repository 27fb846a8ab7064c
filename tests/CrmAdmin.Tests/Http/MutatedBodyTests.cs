using System.Diagnostics;
using System.Globalization;
using System.Text;
using CrmAdmin.Tests.Http.OpenApi;
using Xunit.Abstractions;

namespace CrmAdmin.Tests.Http;

/// <summary>
/// No body, however spoilt, makes the server fail or keep memory: every route's example is mutated and sent. MUTATION_SEED
/// sets where to begin, MUTATION_BODIES how many a route.
/// </summary>
[Collection(AloneInTheProcess.Name)]
public sealed class MutatedBodyTests(ApiConformanceTests.Fixture fixture, ITestOutputHelper output) : IClassFixture<ApiConformanceTests.Fixture>
{
    private const long MostKept = 48 * 1024 * 1024;
    private static readonly int Seed = Setting("MUTATION_SEED", TestDatabase.Server is null ? 20_261_122 : 20_261_123);
    private static readonly int BodiesARoute = Setting("MUTATION_BODIES", 400);

    [Fact]
    public async Task Call_MutatedBody_IsNeverAServerErrorAndKeepsNoMemory()
    {
        output.WriteLine($"MUTATION_SEED={Seed} MUTATION_BODIES={BodiesARoute}");
        var calls = await CallsAsync();
        var mutator = new BodyMutator(Seed);
        var watch = Stopwatch.StartNew();

        await SendAsync(calls, mutator, "first half");
        var middle = AloneInTheProcess.Memory();
        await SendAsync(calls, mutator, "second half");
        var end = AloneInTheProcess.Memory();

        output.WriteLine($"{calls.Count} routes, {2 * (BodiesARoute / 2) * calls.Count} bodies, {watch.Elapsed.TotalSeconds:0} s, {middle >> 20} MB at the middle, {end >> 20} MB at the end");
        Assert.True(end - middle < MostKept, $"{end - middle} bytes more after the second half, seed {Seed}");
    }

    /// <summary>
    /// Every operation with a body, in a world of its own. The plan is left alone: a quota met by chance would refuse
    /// everything after it.
    /// </summary>
    private async Task<List<(ApiCall Call, string Path)>> CallsAsync()
    {
        var calls = new List<(ApiCall, string)>();
        foreach (var operation in fixture.Operations().Where(o => !o.EndsWith("/plan", StringComparison.Ordinal)))
        {
            var world = new ApiWorld(fixture.Host, operation);
            var call = new ApiCall(fixture, operation, world, []);
            if (call.Example is not null)
            {
                await world.MakeAsync(operation == "POST /exports" ? "" : Guid.NewGuid().ToString("N"));
                calls.Add((call, await call.PathAsync()));
            }
        }

        return calls;
    }

    private static async Task SendAsync(List<(ApiCall Call, string Path)> calls, BodyMutator mutator, string half)
    {
        foreach (var (call, path) in calls)
        {
            var example = call.Example!;
            for (var i = 0; i < BodiesARoute / 2; i++)
            {
                await AssertNoFailureAsync(call, path, mutator.Spoil(example), $"seed {Seed}, {half}, body {i}");
            }
        }
    }

    private static async Task AssertNoFailureAsync(ApiCall call, string path, byte[] body, string place)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");

        var answer = await call.SendAsync(path, content);

        var sent = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 600)));
        Assert.True(answer.Code < 500, $"{place}: {call.Name}: {answer.Code} {answer.Body} for {sent}");
        Assert.True(answer.Body is not null, $"{place}: {call.Name}: {answer.Code} without a body for {sent}");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}
