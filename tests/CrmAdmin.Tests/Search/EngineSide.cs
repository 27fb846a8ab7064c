using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>
/// The program on one engine with the sample's records, and what it answers to the letter: only ids and signatures that chance
/// makes anew in each program are left out of it.
/// </summary>
internal sealed partial class EngineSide(CrmHost host, SearchSample sample) : IAsyncDisposable
{
    private readonly List<(string Own, string Name)> ids =
        [(sample.Schema.EntityId, "«entity»"), .. sample.Schema.Properties.Select(p => (p.PropertyId, $"«{p.Key}»"))];

    /// <summary>The records, and trees that fit them.</summary>
    public SearchSample Sample => sample;

    /// <summary>Starts a program that holds what a seed gives.</summary>
    public static async Task<EngineSide> StartAsync(bool isSqlite, DateTimeOffset now, int seed)
    {
        var host = new CrmHost { Time = new StillTime(now) };
        if (isSqlite)
        {
            host.Settings["Database:Provider"] = "Sqlite";
            host.Settings["ConnectionStrings:Crm"] = "";
        }

        return new EngineSide(host, await SearchSample.MakeAsync(host, new Random(seed)));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

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
            var (status, text) = await SendAsync(method, Own(path), asked?.ToJsonString());
            answers.AppendLine(CultureInfo.InvariantCulture, $"{status} {ByChance().Replace(Known(text), "$1:«»")}");
            if (asked is null || JsonNode.Parse(text)!["nextKey"] is not { } nextKey)
            {
                break;
            }

            asked["startKey"] = nextKey.DeepClone();
        }

        return answers.ToString();
    }

    /// <summary>The file that an export makes at once.</summary>
    public async Task<string> ExportAsync(string body)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, "records/export/request", Own(body));
        Assert.True(status == 200, text);
        using var client = host.Anonymous();
        return Known(await client.GetStringAsync(new Uri((string)JsonNode.Parse(text)!["downloadUrl"]!)));
    }

    private string Own(string text) => ids.Aggregate(text, (all, id) => all.Replace(id.Name, id.Own, StringComparison.Ordinal));

    private async Task<(int Status, string Text)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, $"{CrmPaths.Base}/{path}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await host.As(Role.Owner).SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"(""nextKey""|""url""|""deletedBy""):""[^""]*""")]
    private static partial Regex ByChance();
}
