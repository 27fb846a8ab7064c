using System.Runtime.CompilerServices;

namespace CrmAdmin.Tests;

/// <summary>How long tests wait for what they expect: long enough for a machine that is busy.</summary>
internal static class Patience
{
    /// <summary>The longest wait for what must come: only a test that fails waits so long.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until something is so.</summary>
    public static Task UntilAsync(Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        UntilAsync(() => Task.FromResult(isSo()), what);

    /// <summary>Waits until something is so.</summary>
    public static Task UntilAsync(Func<Task<bool>> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        ForAsync(isSo, so => so, _ => what);

    /// <summary>
    /// Asks until an answer will do; gives it. Held against the deadline is when it was asked for, not when it came: a busy
    /// machine may be long in carrying an answer.
    /// </summary>
    public static async Task<T> ForAsync<T>(Func<Task<T>> ask, Func<T, bool> willDo, Func<T, string> say, TimeSpan? within = null)
    {
        var began = DateTime.UtcNow;
        var until = began + (within ?? Deadline);
        while (true)
        {
            var asked = DateTime.UtcNow;
            var answer = await ask();
            if (willDo(answer))
            {
                return answer;
            }

            Assert.True(asked < until, say(answer));
            await Task.Delay(Between(asked - began));
        }
    }

    /// <summary>Who has waited for long asks less often, and leaves the machine to those who work.</summary>
    private static TimeSpan Between(TimeSpan waited) => TimeSpan.FromTicks(Math.Clamp(waited.Ticks / 100, Least.Ticks, Most.Ticks));
}
