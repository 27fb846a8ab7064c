using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Search;

/// <summary>The program at noon of a Saturday in Seoul, with three people who have a property of every type, one of them none of it.</summary>
public sealed class SearchHost : IAsyncLifetime
{
    private ExportHost world = null!;

    public HttpClient Owner => world.Host.As(Role.Owner);

    public string EntityId => world.EntityId;

    public CrmHost Host => world.Host;

    public async Task InitializeAsync()
    {
        world = await ExportHost.StartAsync(new CrmHost { Time = new StillTime(new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero)) });
        string[] types = ["TEXT", "LONG_TEXT", "EMAIL", "PHONE", "URL", "BOOLEAN", "DATE", "DATETIME", "FILE"];
        foreach (var type in types)
        {
            await world.PropertyAsync(type.ToLowerInvariant(), type);
        }

        await world.PropertyAsync("grade", "DROPDOWN", options: ["VIP", "Gold"]);
        await world.PropertyAsync("plan", "RADIO", options: ["x", "y"]);
        await world.PropertyAsync("likes", "MULTI_CHECKBOX", options: ["a", "b", "c"]);
        await world.RecordsAsync(
            new
            {
                name = "하나",
                tags = new[] { "봄", "Summer" },
                ownerId = "u1",
                data = new { text = "VIP σ%", age = 10, boolean = true, date = "2026-11-01", datetime = "2026-11-21T00:00:00+09:00", grade = "VIP", likes = new[] { "a", "b" } },
            },
            new
            {
                name = "둘",
                tags = new[] { "봄" },
                ownerId = "U1",
                data = new { text = "vip ς_", age = 20, boolean = false, date = "2026-11-21", datetime = "2026-11-21T23:59:59.999+09:00", grade = "Gold", likes = new[] { "b" } },
            },
            new { name = "셋" });
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    /// <summary>A search by one condition; its value is JSON, or null for none.</summary>
    public Task<Answer> SearchAsync(string field, string name, string? value)
    {
        var condition = new JsonObject { ["field"] = field, ["operator"] = name };
        if (value is not null)
        {
            condition["value"] = JsonNode.Parse(value);
        }

        return SearchAsync(new JsonObject { ["operator"] = "AND", ["conditions"] = new JsonArray(condition) });
    }

    public Task<Answer> SearchAsync(JsonNode? conditionGroup, params string[] sortFields) => Owner.PostJson(
        "records/search/advanced",
        new JsonObject { ["entityId"] = EntityId, ["conditionGroup"] = conditionGroup, ["sortFields"] = JsonSerializer.SerializeToNode(sortFields) });

    /// <summary>The names of an answer's records, in its order.</summary>
    public static string Names(Answer answer)
    {
        Assert.True(answer.Code == 200, $"{answer.Code} {answer.Body}");
        return string.Join(' ', answer["data"]!.AsArray().Select(record => (string)record!["name"]!));
    }
}
