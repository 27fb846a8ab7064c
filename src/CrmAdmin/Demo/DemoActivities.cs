using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Http;
using CrmAdmin.Records;

namespace CrmAdmin.Demo;

/// <summary>Lets things happen with made-up records, most of them lately.</summary>
internal sealed class DemoActivities(ActivityService activities)
{
    private const int MostPerRecord = 5;
    private static readonly Shares Types = new("email.opened:30 email.clicked:12 order.placed:22 call.made:14 visit.store:8 ticket.opened:8 ticket.closed:6");
    private static readonly Shares Sources = new("web:45 app:30 callcenter:15 store:10");

    /// <summary>None to five activities a record, between its creation and <paramref name="now"/>.</summary>
    public async Task MakeAsync(Caller caller, IReadOnlyList<Record> records, DateTime now, CancellationToken ct)
    {
        var wanted = records.SelectMany((record, i) => Of(record, new DemoRandom(DemoContacts.Seed + 2, i), now));
        foreach (var chunk in wanted.Chunk(Limits.BulkItems))
        {
            await activities.CreateManyAsync(caller, JsonSerializer.SerializeToElement(new { activities = chunk }, Json.Options), ct);
        }
    }

    private static IEnumerable<object> Of(Record record, DemoRandom random, DateTime now)
    {
        for (var left = random.Next(MostPerRecord + 1); left > 0; left--)
        {
            var longAgo = random.Next();
            var type = Types.At(random.Next());
            yield return new
            {
                recordId = record.RecordId,
                type,
                date = now - ((now - record.DateCreated) * longAgo * longAgo),
                source = Sources.At(random.Next()),
                payload = Payload(type, random),
            };
        }
    }

    private static object? Payload(string type, DemoRandom random) => type switch
    {
        "order.placed" => new { orderNumber = $"ORD-{random.Next(1_000_000):000000}", amount = 100 * (50 + random.Next(5000)) },
        "call.made" => new { minutes = 1 + random.Next(20) },
        "email.opened" or "email.clicked" => new { campaign = random.Next() < 0.5 ? "2026-autumn" : "newsletter" },
        _ => null,
    };
}
