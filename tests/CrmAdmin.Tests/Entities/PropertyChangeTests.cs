using CrmAdmin.Access;
using CrmAdmin.Tests.Exports;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Entities;

/// <summary>
/// A property can be added, renamed and removed while records are being read, written, searched and exported. PROPERTY_ROUNDS
/// sets how often.
/// </summary>
public sealed class PropertyChangeTests : IAsyncLifetime
{
    private const int Still = 40;
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_ROUNDS"), out var rounds) ? rounds : 25;
    private ExportHost world = null!;
    private PropertyTraffic traffic = null!;

    private HttpClient Admin => world.Host.As(Role.Admin);

    public async Task InitializeAsync()
    {
        world = await ExportHost.StartAsync();
        await world.PropertyAsync("note", "TEXT");
        traffic = new PropertyTraffic(world);
        await traffic.BeginAsync(Still);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Properties_AddedRenamedAndRemovedUnderTraffic_DisturbNobodyAndLoseNothing()
    {
        using var done = new CancellationTokenSource();
        Func<Task>[] others = [traffic.CreateAsync, traffic.ChangeAsync, traffic.ReadAsync, traffic.WalkAsync, traffic.CountAsync, traffic.ExportAsync];
        var running = others.Select(act => RepeatAsync(act, done.Token)).Append(ChangePropertiesAsync(done)).ToList();

        await Task.WhenAll(running);

        await traffic.CheckAllAsync();
        var left = (await Admin.GetJson($"entities/{world.EntityId}/properties"))["data"]!.AsArray();
        Assert.Equal(["age", "note"], left.Select(p => (string)p!["key"]!));
    }

    /// <summary>Each property is there for a moment under one name and key, for another under others, and is gone.</summary>
    private async Task ChangePropertiesAsync(CancellationTokenSource done)
    {
        try
        {
            for (var i = 0; i < Rounds; i++)
            {
                var propertyId = await AddAsync(i);
                await traffic.CreateAsync();
                await Making.Made(Admin.PatchJson($"properties/{propertyId}", new { name = $"B {i}", key = PropertyTraffic.Key(i, renamed: true) }));
                await traffic.CreateAsync();
                await Making.Made(Admin.DeleteJson($"properties/{propertyId}"));
            }
        }
        finally
        {
            await done.CancelAsync();
        }
    }

    private async Task<string> AddAsync(int round)
    {
        string[] types = ["TEXT", "LONG_TEXT", "EMAIL"];
        var body = new { name = $"A {round}", key = PropertyTraffic.Key(round, renamed: false), fieldType = types[round % types.Length] };
        traffic.Round = round;
        return (string)(await Making.Made(Admin.PostJson($"entities/{world.EntityId}/properties", body)))["propertyId"]!;
    }

    private static async Task RepeatAsync(Func<Task> act, CancellationToken done)
    {
        do
        {
            await act();
        }
        while (!done.IsCancellationRequested);
    }
}
