using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Demo;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Tests;
using CrmAdmin.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Browser.Journeys;

/// <summary>A program of its own with 100,000 customers, and a client that signs its requests.</summary>
public sealed class ContactsApp : IAsyncLifetime
{
    /// <summary>How many customers there are.</summary>
    public const int Contacts = 100_000;

    private readonly CrmApp app = new();
    private HttpClient? rest;

    /// <summary>The program's address.</summary>
    public Uri Address => app.Address;

    /// <summary>The customers' entity.</summary>
    public EntitySchema Schema { get; private set; } = default!;

    /// <summary>A service of the program.</summary>
    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>The program's own caller, for what a test prepares.</summary>
    public static Caller Owner { get; } = Caller.System("journey");

    /// <summary>The ids that a condition group finds over REST, newest first.</summary>
    public async Task<List<string>> FindAsync(object conditionGroup)
    {
        var found = new List<string>();
        string? startKey = null;
        do
        {
            using var answer = await rest!.PostAsJsonAsync(
                new Uri("/crm-core/v1/records/search/advanced", UriKind.Relative),
                new { entityId = Schema.EntityId, conditionGroup, limit = Limits.PageMost, startKey });
            answer.EnsureSuccessStatusCode();
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>();
            found.AddRange(page.GetProperty("data").EnumerateArray().Select(record => record.GetProperty("recordId").GetString()!));
            startKey = page.TryGetProperty("nextKey", out var next) ? next.GetString() : null;
        }
        while (startKey is not null);
        return found;
    }

    public async Task InitializeAsync()
    {
        app.Listen();
        rest = new HttpClient(new HmacSigner(CrmApp.OwnerKey, CrmApp.OwnerSecret, TimeProvider.System) { InnerHandler = new HttpClientHandler() }) { BaseAddress = Address };
        var plan = new DemoFields(CultureInfo.GetCultureInfo("ko")).Contact;
        var entity = await Get<EntityService>().CreateAsync(Owner, plan.Body, default);
        foreach (var property in plan.Properties)
        {
            await Get<PropertyService>().CreateAsync(Owner, entity.EntityId, property, default);
        }

        Schema = await Get<EntityCatalog>().GetAsync(entity.EntityId, default);
        var now = DateTime.UtcNow;
        var contacts = DemoContacts.Generate(Contacts, DemoContacts.Seed, now).Select((contact, i) => DemoRecords.Of(contact, i, now).Input(Schema));
        foreach (var chunk in contacts.Chunk(Limits.BulkItems))
        {
            await Get<RecordService>().CreateManyAsync(Owner, Schema, chunk, default);
        }
    }

    public async Task DisposeAsync()
    {
        rest?.Dispose();
        await app.DisposeAsync();
    }
}
