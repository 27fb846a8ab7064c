using System.Net.Http.Headers;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Files;

/// <summary>Sends files over REST.</summary>
public static class Uploads
{
    /// <summary>The smallest header that is a PNG picture.</summary>
    public static byte[] Png => [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. new byte[32]];

    /// <summary>A body with one file.</summary>
    public static MultipartFormDataContent Body(byte[] content, string? name, string part = "file", string type = "application/octet-stream")
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue(type);
        var body = new MultipartFormDataContent();
        if (name is null)
        {
            body.Add(file, part);
        }
        else
        {
            body.Add(file, part, name);
        }

        return body;
    }

    public static async Task<Answer> UploadAsync(this HttpClient client, byte[] content, string? name, string part = "file")
    {
        using var body = Body(content, name, part);
        return await client.PostJson("files", body);
    }

    /// <summary>Uploads a file; gives its id.</summary>
    public static async Task<string> FileAsync(this HttpClient client, string name = "사진.png", byte[]? content = null) =>
        (string)(await Making.Made(client.UploadAsync(content ?? Png, name)))["fileId"]!;
}
