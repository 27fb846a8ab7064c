using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmAdmin.Bench.App;

namespace CrmAdmin.Bench.Circuits;

/// <summary>Somebody signed in: the cookies, and what needs nothing else.</summary>
internal sealed partial class Session : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    private Session(Uri address)
    {
        Address = address;
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>Where the program is.</summary>
    public Uri Address { get; }

    /// <summary>Signs in as the OWNER by the form.</summary>
    public static async Task<Session> SignInAsync(Uri address)
    {
        var session = new Session(address);
        var login = new Uri("/login", UriKind.Relative);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Field().Match(await session.http.GetStringAsync(login)).Groups[1].Value,
            ["_handler"] = "login",
            ["Form.Email"] = AppProcess.OwnerEmail,
            ["Form.Password"] = AppProcess.OwnerPassword,
        });
        using var answer = await session.http.PostAsync(login, form);
        answer.EnsureSuccessStatusCode();
        return session;
    }

    /// <summary>A page as it is served.</summary>
    public Task<string> PageAsync(string path) => http.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>A socket to the circuits' hub.</summary>
    public async Task<ClientWebSocket> ConnectAsync()
    {
        using var answer = await http.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        var token = (string)JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["connectionToken"]!;
        var socket = new ClientWebSocket();
        socket.Options.Cookies = cookies;
        socket.Options.SetRequestHeader("Origin", Address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(Address) { Scheme = "ws", Path = "/_blazor", Query = "id=" + token }.Uri, CancellationToken.None);
        return socket;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Field();
}
