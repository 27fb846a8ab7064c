using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Http;

namespace CrmAdmin.Tests.Http;

/// <summary>An answer of the REST contract, its body read.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Body, HttpResponseHeaders Headers)
{
    /// <summary>The status as a number.</summary>
    public int Code => (int)Status;

    /// <summary>A member of the body by name.</summary>
    public JsonNode? this[string name] => Body?[name];

    /// <summary>The contract's error code, or null.</summary>
    public string? ErrorCode => (string?)Body?["errorCode"];
}

/// <summary>Sends JSON below the contract's base path and reads the answer.</summary>
public static class Answers
{
    public static Task<Answer> GetJson(this HttpClient client, string path, params (string Name, string Value)[] headers) =>
        client.CallAsync(HttpMethod.Get, path, null, headers);

    public static Task<Answer> PostJson(this HttpClient client, string path, object? body, params (string Name, string Value)[] headers) =>
        client.CallAsync(HttpMethod.Post, path, body, headers);

    public static Task<Answer> PatchJson(this HttpClient client, string path, object? body, params (string Name, string Value)[] headers) =>
        client.CallAsync(HttpMethod.Patch, path, body, headers);

    public static Task<Answer> DeleteJson(this HttpClient client, string path, params (string Name, string Value)[] headers) =>
        client.CallAsync(HttpMethod.Delete, path, null, headers);

    /// <summary>
    /// Sends a request; a path without a leading «/» stands below /crm-core/v1. A text is sent as it is, anything else as JSON.
    /// </summary>
    public static async Task<Answer> CallAsync(
        this HttpClient client, HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"{CrmPaths.Base}/{path}");
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => new StringContent(System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var json = response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(bytes) : null;
        return new Answer(response.StatusCode, json, response.Headers);
    }
}
