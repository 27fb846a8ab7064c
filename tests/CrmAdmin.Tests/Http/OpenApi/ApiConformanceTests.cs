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

    private static readonly (string Name, string Value)[] WrongQueryValues =
    [
        ("limit", "0"), ("limit", "201"), ("limit", "x"), ("startKey", "abc"), ("from", "yesterday"), ("to", "2026-04-01"), ("permanent", "maybe"), ("filters", "{"),
    ];

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

    /// <summary>One operation of the document and how it is called.</summary>
    private sealed class ApiCall(Fixture fixture, string name, ApiWorld world, List<string> misfits)
    {
        private readonly JsonNode described = fixture.Document["paths"]![name.Split(' ')[1]]![name.Split(' ')[0].ToLowerInvariant()]!;

        public string Name => name;

        public string Template => name.Split(' ')[1];

        public HttpClient Client { get; init; } = fixture.Host.As(Role.Owner);

        /// <summary>The body's example as it lives in the world; null where there is none.</summary>
        public JsonNode? Example => world.Living(Media?["application/json"]?["example"]);

        /// <summary>The members that the body must have.</summary>
        public IEnumerable<string> Required =>
            Media?["application/json"]?["schema"] is { } schema ? (fixture.Schema.Resolve(schema)["required"]?.AsArray() ?? []).Select(r => (string)r!) : [];

        /// <summary>Query strings with one wrong value.</summary>
        public IEnumerable<string> WrongQueries
        {
            get
            {
                foreach (var (query, wrong) in WrongQueryValues.Where(w => Parameters("query").Any(p => (string?)p["name"] == w.Name)))
                {
                    yield return $"{NeededQuery}{(NeededQuery.Length == 0 ? '?' : '&')}{query}={Uri.EscapeDataString(wrong)}";
                }

                if (NeededQuery.Length > 0)
                {
                    yield return "";
                }
            }
        }

        /// <summary>The query without which the operation is refused; empty where it needs none.</summary>
        public string NeededQuery => string.Concat(Parameters("query").Where(p => (bool?)p["required"] == true)
            .Select((p, i) => $"{(i == 0 ? '?' : '&')}{p["name"]}={world.Living("CRMET1260423081530123ENT11122233")}"));

        private JsonNode? Media => described["requestBody"]?["content"];

        /// <summary>The path with everything that must be in it.</summary>
        public async Task<string> PathAsync()
        {
            var path = Template;
            foreach (Match parameter in Parameter().Matches(Template))
            {
                path = path.Replace(parameter.Value, await world.PathValueAsync(parameter.Groups[1].Value), StringComparison.Ordinal);
            }

            return path;
        }

        public async Task<Answer> SendAsync(string path, object? body, HttpClient? client = null)
        {
            var method = new HttpMethod(name.Split(' ')[0]);
            using var form = Media?["multipart/form-data"] is { } parts && body is null ? world.Form(fixture.Schema.Resolve(parts["schema"]!)["properties"]!.AsObject()) : null;
            return await (client ?? Client).CallAsync(method, path, described["requestBody"] is null ? null : form ?? body);
        }

        /// <summary>The status is one of these.</summary>
        public void Expect(Answer answer, params int[] statuses)
        {
            if (!statuses.Contains(answer.Code))
            {
                misfits.Add($"{name}: {answer.Code} {answer.Body}");
            }
        }

        /// <summary>The status is described, and the body fits what is described of it.</summary>
        public void Check(Answer answer)
        {
            var response = described["responses"]![answer.Code.ToString(CultureInfo.InvariantCulture)];
            if (response is null)
            {
                misfits.Add($"{name}: {answer.Code} is not described: {answer.Body}");
            }
            else if (answer.Body is not null && fixture.Schema.Resolve(response)["content"]?["application/json"]?["schema"] is { } schema)
            {
                misfits.AddRange(fixture.Schema.Misfits(answer.Body, schema).Select(misfit => $"{name} {answer.Code}: {misfit}"));
            }
        }

        private IEnumerable<JsonNode> Parameters(string where) =>
            (described["parameters"]?.AsArray() ?? []).Where(p => (string?)p!["in"] == where).Select(p => p!);
    }
}
