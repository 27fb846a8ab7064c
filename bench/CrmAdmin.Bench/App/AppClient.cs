using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmAdmin.Bench.App;

/// <summary>Sends signed requests and reads whole answers.</summary>
internal sealed class AppClient(Uri address, string apiKey, string secret) : IDisposable
{
    private const string Base = "/crm-core/v1/";
    private readonly byte[] key = Encoding.UTF8.GetBytes(secret);
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64, UseProxy = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(10),
    };

    /// <summary>The body of an answer; throws where it is no success.</summary>
    public Task<byte[]> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    /// <inheritdoc cref="GetAsync"/>
    public Task<byte[]> PostAsync(string path, byte[] body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>The answer as JSON.</summary>
    public async Task<JsonNode> JsonAsync(string path, JsonNode? body = null) => JsonNode.Parse(
        body is null ? await GetAsync(path) : await PostAsync(path, JsonSerializer.SerializeToUtf8Bytes(body)))!;

    /// <summary>Bytes behind an address that needs no credential.</summary>
    public async Task<long> DownloadAsync(string url, Stream target)
    {
        using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        await answer.EnsureSuccessStatusCode().Content.CopyToAsync(target);
        return target.Position;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<byte[]> SendAsync(HttpMethod method, string path, byte[]? body)
    {
        using var request = new HttpRequestMessage(method, Base + path);
        request.Headers.TryAddWithoutValidation("Authorization", Signed());
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var answer = await http.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode == HttpStatusCode.OK
            ? bytes
            : throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(bytes)}", null, answer.StatusCode);
    }

    private string Signed()
    {
        var date = DateTime.UtcNow.ToString(Row.Instant, CultureInfo.InvariantCulture);
        var salt = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(date + salt)));
        return $"HMAC-SHA256 apiKey={apiKey}, date={date}, salt={salt}, signature={signature}";
    }
}
