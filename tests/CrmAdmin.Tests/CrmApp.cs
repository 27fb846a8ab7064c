using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests;

/// <summary>The whole program in this process, over a data folder of its own unless given one.</summary>
public sealed class CrmApp : WebApplicationFactory<Program>
{
    private readonly TempFolder ownFolder = new();

    /// <summary>Settings as on the command line, e.g. «Export:SyncLimit».</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>The clock; the system's own unless set.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>The data folder; give one that outlives the program to test a restart.</summary>
    public string StoragePath
    {
        get => field ?? ownFolder.Path;
        init;
    }

    /// <summary>The program's address once it listens.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>Listens on a real loopback port; 0 takes a free one.</summary>
    public CrmApp Listen(int port = 0)
    {
        UseKestrel(port);
        StartServer();
        return this;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        ownFolder.Dispose();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSolutionRelativeContentRoot("./");
        builder.UseSetting("Storage:Path", StoragePath);
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        if (Time is not null)
        {
            builder.ConfigureTestServices(services => services.AddSingleton(Time));
        }
    }
}
