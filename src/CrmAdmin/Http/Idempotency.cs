using System.Security.Cryptography;
using System.Text;
using CrmAdmin.Access;
using CrmAdmin.Storage;

namespace CrmAdmin.Http;

/// <summary>
/// POST under an Idempotency-Key: the same key with the same body gives the first answer again for a day. A key belongs
/// to its credential, method and path; only 2xx answers are remembered, without their secrets.
/// </summary>
internal sealed partial class Idempotency(RequestDelegate next, IdempotencyKeys keys, TimeProvider time, ILogger<Idempotency> log)
{
    private const string Header = "Idempotency-Key";
    private const int KeyMost = 255;

    /// <summary>Leaves every other request alone.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var given = http.Request.Headers[Header];
        var caller = http.Features.Get<Caller>();
        return given.Count == 0 || caller is null || !HttpMethods.IsPost(http.Request.Method) ? next(http) : AnswerAsync(http, caller, given.ToString());
    }

    private async Task AnswerAsync(HttpContext http, Caller caller, string key)
    {
        if (key.Length is 0 or > KeyMost || !key.All(c => c is >= ' ' and <= '~'))
        {
            await RefuseAsync(http, CrmException.Invalid(Header, "Http.IdempotencyKeyForm", KeyMost));
        }

        var scope = Hash(Encoding.UTF8.GetBytes($"{caller.Kind}\n{caller.ActorId}\n{http.Request.Method}\n{http.Request.Path}\n{key}"));
        if (await BeginAsync(http, scope) is { } first)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
            await WriteAsync(http, first);
            return;
        }

        using var renewing = new CancellationTokenSource();
        var renewal = RenewAsync(scope, renewing.Token);
        try
        {
            await RunAsync(http, scope);
        }
        finally
        {
            await renewing.CancelAsync();
            await renewal;
        }
    }

    private async Task<FirstAnswer?> BeginAsync(HttpContext http, string scope)
    {
        var bodyHash = Convert.ToHexStringLower(http.Features.Get<SignedBodyHash>()?.Hash ?? await BufferedBody.HashAsync(http));
        try
        {
            return await keys.BeginAsync(scope, bodyHash, http.RequestAborted);
        }
        catch (CrmException refusal) when (refusal.Code != ErrorCode.RequestInProgress)
        {
            await RefuseAsync(http, refusal);
            throw;
        }
    }

    /// <summary>
    /// Throws the refusal, unless the request has something else wrong with it that the contract tells first. To find that
    /// out it runs, and none of its transactions is committed.
    /// </summary>
    private async Task RefuseAsync(HttpContext http, CrmException refusal)
    {
        var outside = http.Response.Body;
        http.Response.Body = Stream.Null;
        try
        {
            using (Store.Accompany(_ => throw refusal))
            {
                await next(http);
            }
        }
        catch (Exception fault) when (fault is not CrmException other || other.Code.Rank() >= refusal.Code.Rank())
        {
        }
        finally
        {
            http.Response.Body = outside;
        }

        throw refusal;
    }

    private async Task RunAsync(HttpContext http, string scope)
    {
        var (outside, buffer) = (http.Response.Body, new MemoryStream());
        http.Response.Body = buffer;
        try
        {
            using (Store.Accompany(db => IdempotencyKeys.MarkWrittenAsync(db, scope)))
            {
                await next(http);
            }
        }
        catch (Exception fault)
        {
            await EndAsync(scope, () => keys.ForgetAsync(scope, evenIfWritten: fault is CrmException { Code: not ErrorCode.ServiceUnavailable }));
            throw;
        }
        finally
        {
            http.Response.Body = outside;
        }

        var response = http.Response;
        var answer = new FirstAnswer(response.StatusCode, response.Headers.Location, response.Headers.ETag, buffer.ToArray());
        var remembered = answer with { Body = http.Features.Get<RememberedAnswer>()?.Body ?? answer.Body };
        await EndAsync(scope, () => response.StatusCode is >= 200 and < 300 ? keys.RememberAsync(scope, remembered) : keys.ForgetAsync(scope, evenIfWritten: true));
        await WriteAsync(http, answer);
    }

    /// <summary>The request has been answered for; that its end could not be written down must not make it fail.</summary>
    private async Task EndAsync(string scope, Func<Task> end)
    {
        try
        {
            await end();
        }
        catch (Exception fault)
        {
            keys.Leave(scope);
            LogUnwritten(fault);
        }
    }

    private async Task RenewAsync(string scope, CancellationToken ct)
    {
        try
        {
            using var timer = new PeriodicTimer(IdempotencyKeys.Renewal, time);
            while (await timer.WaitForNextTickAsync(ct))
            {
                await keys.RenewAsync(scope, ct);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception fault)
        {
            LogUnwritten(fault);
        }
    }

    private static async Task WriteAsync(HttpContext http, FirstAnswer answer)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.ContentType ??= "application/json; charset=utf-8";
        response.Headers.Location = answer.Location;
        response.Headers.ETag = answer.ETag;
        if (answer.Body.Length > 0)
        {
            response.ContentLength = answer.Body.Length;
            await response.Body.WriteAsync(answer.Body, http.RequestAborted);
        }
    }

    private static string Hash(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of a request under an idempotency key could not be written down")]
    private partial void LogUnwritten(Exception fault);
}
