using System.Text.Json;

namespace CrmAdmin.Http;

/// <summary>The answers of REST handlers: 200 (201 with a Location), never empty, written by <see cref="Json.Options"/>.</summary>
public static class CrmResults
{
    /// <summary>200 with a value.</summary>
    public static IResult Ok<T>(T value) => new JsonAnswer<T>(StatusCodes.Status200OK, value, null);

    /// <summary>201 with a value and where it can be found again.</summary>
    public static IResult Created<T>(string location, T value) => new JsonAnswer<T>(StatusCodes.Status201Created, value, location);

    /// <summary>200 with a value that holds a secret, and the same without it, which alone a repeated request gets.</summary>
    public static IResult OkOnce<T>(T value, T withoutSecret) =>
        new JsonAnswer<T>(StatusCodes.Status200OK, value, null) { Remembered = () => JsonSerializer.SerializeToUtf8Bytes(withoutSecret, Json.Options) };

    private sealed class JsonAnswer<T>(int status, T value, string? location) : IResult
    {
        public Func<byte[]>? Remembered { get; init; }

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "application/json; charset=utf-8";
            if (location is not null)
            {
                response.Headers.Location = location;
            }

            if (Remembered is not null)
            {
                httpContext.Features.Set(new RememberedAnswer(Remembered()));
            }

            return JsonSerializer.SerializeAsync(response.BodyWriter, value, Json.Options, httpContext.RequestAborted);
        }
    }
}

/// <summary>What is remembered for a repeated request in place of the answer given, which held a secret.</summary>
internal sealed record RememberedAnswer(byte[] Body);
