using System.Security.Cryptography;

namespace CrmAdmin.Http;

/// <summary>Reads a body before its handler does, and leaves it as if it had not been read.</summary>
internal static class BufferedBody
{
    private const int InMemory = 64 * 1024;
    private const int LimitExceeded = unchecked((int)0x80131620);

    /// <summary>SHA-256 of the whole body; 413 where it is larger than its route takes.</summary>
    public static async Task<byte[]> HashAsync(HttpContext http)
    {
        var most = BodyAllowed.Of(http.GetEndpoint());
        http.Request.EnableBuffering(InMemory, most);
        try
        {
            var hash = await SHA256.HashDataAsync(http.Request.Body, http.RequestAborted);
            http.Request.Body.Position = 0;
            return hash;
        }
        catch (IOException fault) when (fault.HResult == LimitExceeded)
        {
            throw TooLarge(most);
        }
    }

    /// <summary>Reads a body that nobody wants, only to know that it is not larger than its route takes; 413 where it is.</summary>
    public static async Task PassOverAsync(HttpContext http)
    {
        var most = BodyAllowed.Of(http.GetEndpoint());
        var block = new byte[InMemory];
        for (long length = 0; length <= most;)
        {
            var read = await http.Request.Body.ReadAsync(block, http.RequestAborted);
            if (read == 0)
            {
                return;
            }

            length += read;
        }

        throw TooLarge(most);
    }

    private static CrmException TooLarge(long most) => new(ErrorCode.PayloadTooLarge, "Http.PayloadTooLarge", most);
}
