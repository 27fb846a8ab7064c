using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Browser;

/// <summary>Fills a program of a test's own.</summary>
internal static class Guests
{
    /// <summary>Makes the entity «guest» and its records.</summary>
    /// <param name="app">The program.</param>
    /// <param name="records">As bulk/create takes them.</param>
    public static async Task FillAsync(CrmApp app, IEnumerable<object> records)
    {
        var owner = Caller.System("test");
        var entity = await app.Services.GetRequiredService<EntityService>().CreateAsync(owner, new EntityBody("손님", "guest", null), default);
        var body = JsonSerializer.SerializeToElement(new { entityId = entity.EntityId, records }, Json.Options);
        await app.Services.GetRequiredService<RecordService>().CreateManyAsync(owner, body, default);
    }
}
