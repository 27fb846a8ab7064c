using System.Collections.Concurrent;
using CrmAdmin.Access;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Http;

/// <summary>The whole program over a data folder of its own, with a client for each role that signs its requests.</summary>
public sealed class CrmHost : IAsyncLifetime, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Role, HttpClient> clients = new();
    private CrmApp? app;

    /// <summary>Settings that differ from the test program's own; set before the first use.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>The clock; set before the first use to move it, else the system's own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long one search may run; set before the first use, else the program's own limit.</summary>
    public TimeSpan? SearchCost { get; init; }

    /// <summary>The data folder; give one that outlives the program to test a restart.</summary>
    public string? StoragePath { get; init; }

    /// <summary>The program, started by the first use.</summary>
    public CrmApp App => app ??= Start();

    /// <summary>The program's services.</summary>
    public IServiceProvider Services => App.Services;

    /// <summary>A service of the program.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A client that signs with a key of a role.</summary>
    public HttpClient As(Role role) => clients.GetOrAdd(role, MakeClient);

    /// <summary>A client that signs with a key of the caller's own.</summary>
    public HttpClient Signed(string apiKey, string secret) => App.CreateDefaultClient(new HmacSigner(apiKey, secret, Time));

    /// <summary>A client without any credential, that keeps cookies and follows no redirects.</summary>
    public HttpClient Anonymous() => App.CreateDefaultClient(new CookieContainerHandler());

    /// <summary>A caller for services that are called without HTTP.</summary>
    public static Caller Caller(Role role) => new("test-" + role, ActorKind.User, role.ToString(), role, Guid.NewGuid().ToString("N"));

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }

        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    private HttpClient MakeClient(Role role)
    {
        if (role == Role.Owner)
        {
            return Signed(CrmApp.OwnerKey, CrmApp.OwnerSecret);
        }

        var input = new CredentialInput(role.ToString(), role);
        var key = Get<ApiKeyService>().CreateAsync(Caller(Role.Owner), input, CancellationToken.None).GetAwaiter().GetResult();
        return Signed(key.ApiKey, key.ApiSecret!);
    }

    private CrmApp Start()
    {
        var started = StoragePath is null
            ? new CrmApp { Time = Time, SearchCost = SearchCost }
            : new CrmApp { Time = Time, SearchCost = SearchCost, StoragePath = StoragePath };
        foreach (var (name, value) in Settings)
        {
            started.Settings[name] = value;
        }

        return started;
    }
}
