using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>
/// One of two programs that hold the same sample of records, and what it answers to the letter: only ids and signatures that
/// chance makes anew in each program are left out of it.
/// </summary>
internal sealed partial class TwinHost(CrmHost host, SearchSample sample) : IAsyncDisposable
{
    private readonly List<(string Own, string Name)> ids =
        [(sample.Schema.EntityId, "«entity»"), .. sample.Schema.Properties.Select(p => (p.PropertyId, $"«{p.Key}»"))];

    /// <summary>The records, and trees that fit them.</summary>
    public SearchSample Sample => sample;

    /// <summary>The program.</summary>
    public CrmHost Host => host;

    /// <summary>Whose key requests are signed with.</summary>
    public Role Role { get; set; } = Role.Owner;

    /// <summary>Starts a program that holds what a seed gives.</summary>
    /// <param name="now">Where its clock stands still.</param>
    /// <param name="seed">Where its records come from.</param>
    /// <param name="isSqlite">Whether it is SQLite even where the tests run on PostgreSQL.</param>
    public static async Task<TwinHost> StartAsync(DateTimeOffset now, int seed, bool isSqlite = false)
    {
        var host = new CrmHost { Time = new StillTime(now) };
        if (isSqlite)
        {
            host.Settings["Database:Provider"] = "Sqlite";
            host.Settings["ConnectionStrings:Crm"] = "";
        }

        return new TwinHost(host, await SearchSample.MakeAsync(host, new Random(seed)));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>Gives one more id a name that it has in both programs.</summary>
    public void Names(string id, string name) => ids.Add((id, name));

    /// <summary>A text with names in place of this side's ids.</summary>
    public string Known(string text) => ids.Aggregate(text, (all, id) => all.Replace(id.Own, id.Name, StringComparison.Ordinal));

    /// <summary>What the program answers to a request in which ids have names; a search is followed by its cursor for a few pages.</summary>
    public async Task<string> AskAsync(HttpMethod method, string path, string? body)
    {
        const int Pages = 4;
        var asked = body is null ? null : JsonNode.Parse(Own(body));
        var answers = new StringBuilder();
        for (var page = 0; page < Pages; page++)
        {
            var (head, text) = await SendAsync(method, Own(path), asked?.ToJsonString());
            answers.AppendLine(CultureInfo.InvariantCulture, $"{head} {ByChance().Replace(Known(text), made => $"{made.Groups[1]}:«{made.Length}»")}");
            if (asked is null || JsonNode.Parse(text)!["nextKey"] is not { } nextKey)
            {
                break;
            }

            asked["startKey"] = nextKey.DeepClone();
        }

        return answers.ToString();
    }

    /// <summary>The file that an export makes at once, or the refusal.</summary>
    public async Task<string> ExportAsync(string body)
    {
        var (head, text) = await SendAsync(HttpMethod.Post, "records/export/request", Own(body));
        if (!head.StartsWith("200", StringComparison.Ordinal))
        {
            return $"{head} {Known(text)}";
        }

        using var client = host.Anonymous();
        return Known(await client.GetStringAsync(new Uri((string)JsonNode.Parse(text)!["downloadUrl"]!)));
    }

    private string Own(string text) => ids.Aggregate(text, (all, id) => all.Replace(id.Name, id.Own, StringComparison.Ordinal));

    /// <summary>Status and ETag of an answer, and its body.</summary>
    private async Task<(string Head, string Text)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, $"{CrmPaths.Base}/{path}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await host.As(Role).SendAsync(request);
        return ($"{(int)response.StatusCode} {response.Headers.ETag}", await response.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"(""nextKey""|""url""|""deletedBy""):""[^""]*""")]
    private static partial Regex ByChance();
}
