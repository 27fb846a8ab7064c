using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrmAdmin.Tests.Http;

/// <summary>Signs each request that has no credential yet, as the contract's SDKs do.</summary>
public sealed class HmacSigner(string apiKey, string secret, TimeProvider time) : DelegatingHandler
{
    /// <summary>The header for a date and a salt.</summary>
    public static string Header(string apiKey, string secret, string date, string salt) =>
        $"HMAC-SHA256 apiKey={apiKey}, date={date}, salt={salt}, signature={Signature(secret, date, salt)}";

    /// <summary>Lower-case hex of HMAC-SHA256(secret, date + salt).</summary>
    public static string Signature(string secret, string date, string salt) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(date + salt)));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.Contains("Authorization"))
        {
            var date = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            var header = Header(apiKey, secret, date, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
