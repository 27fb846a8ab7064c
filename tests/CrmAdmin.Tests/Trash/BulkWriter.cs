using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Trash;

/// <summary>Does one bulk act after the other to records that nobody else touches, and keeps a ledger of them.</summary>
internal sealed class BulkWriter(string entityId, int number)
{
    private const int Records = 25;
    private readonly Random random = new(number);
    private string[] ids = [];
    private State known = new(Place.Gone, "");
    private State? underWay;
    private int serial;

    /// <summary>Acts that the program has answered.</summary>
    public int Acknowledged { get; private set; }

    public async Task WriteUntilKilledAsync(HttpClient client)
    {
        try
        {
            while (true)
            {
                await ActAsync(client);
            }
        }
        catch (HttpRequestException)
        {
            // The program is gone: whether the act was done, the next one tells.
        }
    }

    /// <summary>All the records stand as the ledger says, or all as the act under way would have them.</summary>
    /// <param name="client">A client of the program that started after the kill.</param>
    /// <param name="trashed">What is in its trash.</param>
    public async Task CheckAsync(HttpClient client, HashSet<string> trashed)
    {
        if (underWay is { Place: Place.Live } && known.Place == Place.Gone)
        {
            await AdoptAsync(client, underWay.Name);
        }

        var states = new HashSet<State>();
        foreach (var recordId in ids)
        {
            states.Add(await StateAsync(client, recordId, trashed));
        }

        var state = ids.Length == 0 ? new State(Place.Gone, "") : Assert.Single(states);
        Assert.True(state == known || state == underWay, $"writer {number}: {state} is neither {known} nor {underWay}");
        (known, underWay) = (state, null);
    }

    private Task ActAsync(HttpClient client) => known.Place switch
    {
        Place.Gone => CreateAsync(client),
        Place.Trash => random.Next(3) == 0 ? DeleteAsync(client, permanent: true) : RestoreAsync(client),
        _ => random.Next(4) switch
        {
            0 => DeleteAsync(client, permanent: true),
            1 => UpdateAsync(client),
            _ => DeleteAsync(client, permanent: false),
        },
    };

    private async Task CreateAsync(HttpClient client)
    {
        ids = [];
        var name = Begin(Place.Live, $"writer {number} act {++serial}");
        var answer = await client.PostJson("records/bulk/create", new { entityId, records = Enumerable.Repeat(new { name }, Records) });
        End(answer, "created");
        ids = [.. answer["resultList"]!.AsArray().Select(item => (string)item!["recordId"]!)];
    }

    private async Task UpdateAsync(HttpClient client)
    {
        var name = Begin(Place.Live, $"writer {number} act {++serial}");
        End(await client.PostJson("records/bulk/update", new { records = ids.Select(recordId => new { recordId, name }) }), "updated");
    }

    private async Task DeleteAsync(HttpClient client, bool permanent)
    {
        Begin(permanent ? Place.Gone : Place.Trash, permanent ? "" : known.Name);
        End(await client.PostJson("records/bulk/delete", new { recordIds = ids, permanent }), "deleted");
    }

    private async Task RestoreAsync(HttpClient client)
    {
        Begin(Place.Live, known.Name);
        End(await client.PostJson("records/bulk/restore", new { recordIds = ids }), "restored");
    }

    private string Begin(Place place, string name)
    {
        underWay = new State(place, name);
        return name;
    }

    private void End(Answer answer, string count)
    {
        Assert.True(answer.Code == 200 && (int)answer[count]! == Records, $"{answer.Code} {answer.Body}");
        (known, underWay) = (underWay!, null);
        Acknowledged++;
    }

    /// <summary>The records that a create has made of which nobody had an answer: all of them or none.</summary>
    private async Task AdoptAsync(HttpClient client, string name)
    {
        var conditionGroup = new { @operator = "AND", conditions = new[] { new { field = "name", @operator = "equals", value = name } } };
        var found = await Making.Made(client.PostJson("records/search/advanced", new { entityId, conditionGroup, limit = 200 }));
        ids = [.. found["data"]!.AsArray().Select(record => (string)record!["recordId"]!)];
        Assert.Contains(ids.Length, new[] { 0, Records });
    }

    private async Task<State> StateAsync(HttpClient client, string recordId, HashSet<string> trashed)
    {
        var record = await client.GetJson($"records/{recordId}");
        if (record.Code == 200)
        {
            return new State(Place.Live, (string)record["name"]!);
        }

        Assert.Equal(404, record.Code);
        return trashed.Contains(recordId) ? new State(Place.Trash, known.Name) : new State(Place.Gone, "");
    }

    private enum Place
    {
        Live,
        Trash,
        Gone,
    }

    private sealed record State(Place Place, string Name);
}
