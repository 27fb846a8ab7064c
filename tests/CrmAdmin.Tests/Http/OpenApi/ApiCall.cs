using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmAdmin.Access;

namespace CrmAdmin.Tests.Http.OpenApi;

/// <summary>One operation of the document and how it is called.</summary>
internal sealed partial class ApiCall(ApiConformanceTests.Fixture fixture, string name, ApiWorld world, List<string> misfits)
{
    private static readonly (string Name, string Value)[] WrongQueryValues =
    [
        ("limit", "0"), ("limit", "201"), ("limit", "x"), ("startKey", "abc"), ("from", "yesterday"), ("to", "2026-04-01"), ("permanent", "maybe"), ("filters", "{"),
    ];

    private readonly JsonNode described = fixture.Document["paths"]![name.Split(' ')[1]]![name.Split(' ')[0].ToLowerInvariant()]!;

    public string Name => name;

    public string Template => name.Split(' ')[1];

    public HttpClient Client { get; init; } = fixture.Host.As(Role.Owner);

    /// <summary>The body's example as it lives in the world; null where there is none.</summary>
    public JsonNode? Example => world.Living(Written);

    /// <summary>The body's example as it is written; null where there is none.</summary>
    public JsonNode? Written => Media?["application/json"]?["example"];

    /// <summary>Whether its body is a form with a file.</summary>
    public bool IsUpload => Media?["multipart/form-data"] is not null;

    /// <summary>The schemes of credentials that the operation takes; none where its address is the credential.</summary>
    public IEnumerable<string> Schemes => described["security"]?.AsArray().SelectMany(s => s!.AsObject().Select(m => m.Key)) ?? [];

    /// <summary>The names of the path's parameters.</summary>
    public IEnumerable<string> PathParameters => Parameter().Matches(Template).Select(p => p.Groups[1].Value);

    /// <summary>Whether it needs to be told an entity in the query.</summary>
    public bool NeedsEntity => Parameters("query").Any(p => (bool?)p["required"] == true);

    /// <summary>The members that the body must have.</summary>
    public IEnumerable<string> Required =>
        Media?["application/json"]?["schema"] is { } schema ? (fixture.Schema.Resolve(schema)["required"]?.AsArray() ?? []).Select(r => (string)r!) : [];

    /// <summary>The names that a query may have.</summary>
    public IEnumerable<string> Queries => Parameters("query").Select(p => (string)p["name"]!);

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

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
