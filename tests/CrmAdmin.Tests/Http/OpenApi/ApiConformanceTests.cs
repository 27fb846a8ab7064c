using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmAdmin.Access;

namespace CrmAdmin.Tests.Http.OpenApi;

/// <summary>
/// Calls every operation as /openapi/v1.json describes it, rightly and wrongly, and holds each answer against the statuses
/// and schemas that are described.
/// </summary>
public sealed partial class ApiConformanceTests(ApiConformanceTests.Fixture fixture) : IClassFixture<ApiConformanceTests.Fixture>
{
    private static readonly string[] WrongValues = ["null", "true", "-1", "1.5", "\"\"", "\"x\"", "[]", "[null]", "{}", "{\"x\":[1]}"];

    private readonly List<string> misfits = [];

    [Fact]
    public async Task Operations_CalledByTheirExample_AnswerAsDescribed()
    {
        await foreach (var call in CallsAsync())
        {
            var (path, body) = (await call.PathAsync() + call.NeededQuery, call.Example);
            var answer = await call.SendAsync(path, body);

            call.Expect(answer, 200, 201);
            call.Check(answer);
        }

        Assert.True(misfits.Count == 0, string.Join('\n', misfits.Distinct()));
    }

    [Fact]
    public async Task Operations_CalledWrongly_AnswerAsDescribed()
    {
        await foreach (var call in CallsAsync())
        {
            var path = await call.PathAsync();
            foreach (var wrong in Wrongs(call.Example as JsonObject))
            {
                call.Check(await call.SendAsync(path, wrong));
            }

            foreach (var required in call.Required)
            {
                var without = call.Example!.DeepClone().AsObject();
                without.Remove(required);
                var answer = await call.SendAsync(path, without);
                call.Expect(answer, 400, 422);
                call.Check(answer);
            }

            foreach (var query in call.WrongQueries)
            {
                var answer = await call.SendAsync(path + query, null);
                call.Expect(answer, 400, 422);
                call.Check(answer);
            }
        }

        Assert.True(misfits.Count == 0, string.Join('\n', misfits.Distinct()));
    }

    [Fact]
    public async Task Operations_OfUnknownIdsAndByOthers_AnswerAsDescribed()
    {
        using var nobody = fixture.Host.Anonymous();
        foreach (var call in fixture.Operations().Select(o => new ApiCall(fixture, o, new ApiWorld(fixture.Host, o), misfits)))
        {
            var path = Parameter().Replace(call.Template, "CRMXX1260423081530123ABC11122233");
            call.Check(await call.SendAsync(path, new JsonObject()));
            call.Check(await call.SendAsync(path, new JsonObject(), fixture.Host.As(Role.Viewer)));
            call.Check(await call.SendAsync(path, null, nobody));
        }

        Assert.True(misfits.Count == 0, string.Join('\n', misfits.Distinct()));
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();

    private async IAsyncEnumerable<ApiCall> CallsAsync()
    {
        foreach (var operation in fixture.Operations())
        {
            // What speaks of the entity «contact», or of the plan, would get in the way of the others.
            var isAlone = Alone().IsMatch(operation);
            await using var own = isAlone ? fixture.NewHost() : null;
            var world = new ApiWorld(own ?? fixture.Host, operation);
            await world.MakeAsync(isAlone ? "" : Guid.NewGuid().ToString("N"));
            yield return new ApiCall(fixture, operation, world, misfits) { Client = (own ?? fixture.Host).As(Role.Owner) };
        }
    }

    [GeneratedRegex(" (/exports|/crm-core/v1/(entities|plan))")]
    private static partial Regex Alone();

    /// <summary>Bodies with one thing wrong: each member in turn as something else, then what is no such body at all.</summary>
    private static IEnumerable<object> Wrongs(JsonObject? body)
    {
        foreach (var name in body?.Select(m => m.Key).ToList() ?? [])
        {
            foreach (var value in WrongValues)
            {
                var wrong = body!.DeepClone().AsObject();
                wrong[name] = JsonNode.Parse(value);
                yield return wrong;
            }
        }

        if (body is not null)
        {
            foreach (var text in new[] { "", "{", "null", "[]", "\"x\"", "{\"a\":1,\"a\":2}" })
            {
                yield return text;
            }
        }
    }

    /// <summary>The document, read once.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        internal CrmHost Host { get; private set; } = null!;

        internal JsonNode Document { get; private set; } = null!;

        internal ApiSchema Schema { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Host = NewHost();
            using var client = Host.Anonymous();
            Document = JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
            Schema = new ApiSchema(Document);
        }

        public async Task DisposeAsync() => await Host.DisposeAsync();

        /// <summary>A program at the time of the examples, with exports of more than two records as jobs.</summary>
        internal CrmHost NewHost()
        {
            var time = new ManualTime();
            time.SetUtcNow(DateTimeOffset.Parse("2026-04-23T08:15:30.123Z", CultureInfo.InvariantCulture));
            return new CrmHost { Time = time, Settings = { ["Export:SyncLimit"] = "2" } };
        }

        /// <summary>«METHOD /path» of every operation.</summary>
        internal IEnumerable<string> Operations() =>
            Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {path.Key}"));
    }
}
