using System.Net.Http.Headers;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Access.Matrix;

/// <summary>Clients that bring each kind of credential that the document names.</summary>
internal static class MatrixCaller
{
    private const string Password = "another long password";

    /// <summary>A client of a role with a credential of a scheme; one that nobody knows where the role is null.</summary>
    public static async Task<HttpClient> MakeAsync(CrmHost host, string scheme, Role? role) => (scheme, role) switch
    {
        (_, null) => host.Anonymous(),
        ("HmacSha256", _) => await KeyAsync(host, role.Value) is var key ? host.Signed(key.ApiKey, key.Secret) : null!,
        ("ApiKeyAndSecret", _) => await KeyAsync(host, role.Value) is var key ? Headed(host, "apiKey", $"{key.ApiKey}:{key.Secret}") : null!,
        ("BearerToken", _) => Headed(host, "Bearer", await TokenAsync(host, role.Value)),
        ("Session", _) => await SessionAsync(host, role.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "unknown"),
    };

    private static HttpClient Headed(CrmHost host, string scheme, string parameter)
    {
        var client = host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, parameter);
        return client;
    }

    private static async Task<(string ApiKey, string Secret)> KeyAsync(CrmHost host, Role role)
    {
        var made = await Making.Made(host.As(Role.Owner).PostJson("api-keys", new { name = $"{role}", role = Name(role) }));
        return ((string)made["apiKey"]!, (string)made["apiSecret"]!);
    }

    private static async Task<string> TokenAsync(CrmHost host, Role role) =>
        (string)(await Making.Made(host.As(Role.Owner).PostJson("tokens", new { name = $"{role}", role = Name(role), expiresAt = "2126-01-01T00:00:00Z" })))["token"]!;

    private static async Task<HttpClient> SessionAsync(CrmHost host, Role role)
    {
        var email = $"matrix-{role}@example.com";
        await host.Get<UserService>().CreateAsync(CrmHost.Caller(Role.Owner), new UserInput(email, null, role, Password), CancellationToken.None);
        var client = await host.App.SignInAsync(email, Password);
        client.DefaultRequestHeaders.Add("RequestVerificationToken", await host.App.AntiforgeryTokenAsync(client));
        return client;
    }

    private static string Name(Role role) => role.ToString().ToUpperInvariant();
}
