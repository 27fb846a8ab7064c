using System.Net;
using System.Text.RegularExpressions;
using CrmAdmin.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests;

/// <summary>The whole program in this process, over a data folder of its own unless given one.</summary>
public sealed partial class CrmApp : WebApplicationFactory<Program>
{
    /// <summary>The API key of role OWNER that the program starts with.</summary>
    public const string OwnerKey = "NCSTESTOWNER0001";

    /// <summary>Its secret.</summary>
    public const string OwnerSecret = "YOUR_API_SECRET";

    /// <summary>The OWNER who signs in at the browser.</summary>
    public const string OwnerEmail = "owner@example.com";

    /// <summary>The OWNER's password.</summary>
    public const string OwnerPassword = "a long password";

    private readonly TempFolder ownFolder = new();

    /// <summary>Settings as on the command line, e.g. «Export:SyncLimit»; nobody's requests are limited unless set.</summary>
    public Dictionary<string, string> Settings { get; } = new()
    {
        ["Bootstrap:OwnerEmail"] = OwnerEmail,
        ["Bootstrap:OwnerPassword"] = OwnerPassword,
        ["Bootstrap:ApiKey"] = OwnerKey,
        ["Bootstrap:ApiSecret"] = OwnerSecret,
        ["RateLimit:Requests"] = "1000000",
        ["Demo:Enabled"] = "false",
    };

    /// <summary>The clock; the system's own unless set.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>How long one search may run; the program's own limit unless set.</summary>
    public TimeSpan? SearchCost { get; init; }

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

    /// <summary>A client with a session of its own, as after the sign-in page; it follows no redirects.</summary>
    public async Task<HttpClient> SignInAsync(string email = OwnerEmail, string password = OwnerPassword)
    {
        var client = CreateDefaultClient(new CookieContainerHandler());
        using var answer = await PostLoginAsync(client, email, password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    /// <summary>Fills in and sends the sign-in page.</summary>
    public static async Task<HttpResponseMessage> PostLoginAsync(HttpClient client, string email, string password, string returnUrl = "/")
    {
        var address = new Uri("/login?returnUrl=" + Uri.EscapeDataString(returnUrl), UriKind.Relative);
        var page = await client.GetStringAsync(address);
        using var form = new FormUrlEncodedContent(LoginForm(page, email, password));
        return await client.PostAsync(address, form);
    }

    /// <summary>What the sign-in page that was fetched sends when it is filled in.</summary>
    public static Dictionary<string, string> LoginForm(string page, string email, string password) => new()
    {
        ["__RequestVerificationToken"] = TokenIn(page),
        ["_handler"] = "login",
        ["Form.Email"] = email,
        ["Form.Password"] = password,
    };

    /// <summary>An antiforgery token that goes with a client's session.</summary>
    public async Task<string> AntiforgeryTokenAsync(HttpClient client) =>
        TokenIn(await client.GetStringAsync(new Uri("/login", UriKind.Relative)));

    /// <summary>The antiforgery token of a page that was fetched.</summary>
    public static string TokenIn(string page) => Field().Match(page).Groups[1].Value;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        TestDatabase.Leave(ownFolder.Path);
        ownFolder.Dispose();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSolutionRelativeContentRoot("./");
        builder.UseSetting("Storage:Path", StoragePath);
        foreach (var (key, value) in TestDatabase.Settings(StoragePath).Concat(Settings))
        {
            builder.UseSetting(key, value);
        }

        if (Time is not null)
        {
            builder.ConfigureTestServices(services => services.AddSingleton(Time));
        }

        if (SearchCost is { } cost)
        {
            builder.ConfigureTestServices(services => services.AddSingleton(new QueryLimit(cost)));
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Field();
}
