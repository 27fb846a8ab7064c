using System.Collections.Concurrent;
using CrmAdmin.Access;

namespace CrmAdmin.Http;

/// <summary>Counts the requests of each credential in fixed windows, by node.</summary>
public sealed class RateLimiter
{
    private readonly ConcurrentDictionary<(ActorKind, string), Window> windows = new();
    private readonly TimeProvider time;
    private readonly int limit;
    private readonly TimeSpan length;

    /// <summary>Reads RateLimit:Requests (1 or more, default 200) and RateLimit:WindowSeconds (above 0, default 5).</summary>
    public RateLimiter(IConfiguration configuration, TimeProvider time)
    {
        this.time = time;
        limit = configuration.GetValue("RateLimit:Requests", 200);
        var seconds = configuration.GetValue("RateLimit:WindowSeconds", 5.0);
        if (limit < 1 || seconds is not (> 0 and <= 86_400))
        {
            throw new InvalidOperationException("RateLimit:Requests must be 1 or more, RateLimit:WindowSeconds above 0 and at most 86400.");
        }

        length = TimeSpan.FromSeconds(seconds);
    }

    /// <summary>Takes one request from a credential's window.</summary>
    public RateTurn Take(ActorKind kind, string actorId)
    {
        var window = windows.GetOrAdd((kind, actorId), static _ => new Window());
        lock (window)
        {
            var passed = time.GetElapsedTime(window.Start);
            if (window.Start == 0 || passed >= length)
            {
                window.Start = time.GetTimestamp();
                window.Used = 0;
                passed = TimeSpan.Zero;
            }

            var granted = window.Used < limit;
            window.Used += granted ? 1 : 0;
            return new RateTurn(granted, limit, limit - window.Used, (int)Math.Ceiling((length - passed).TotalSeconds));
        }
    }

    private sealed class Window
    {
        public long Start;
        public int Used;
    }
}

/// <summary>How one request stood against its credential's window.</summary>
/// <param name="Granted">Whether it may go on.</param>
/// <param name="Limit">Requests a window.</param>
/// <param name="Remaining">Requests left in this window.</param>
/// <param name="ResetSeconds">Whole seconds until the window ends, 1 or more.</param>
public readonly record struct RateTurn(bool Granted, int Limit, int Remaining, int ResetSeconds);
