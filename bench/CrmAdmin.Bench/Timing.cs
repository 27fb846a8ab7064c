using System.Diagnostics;

namespace CrmAdmin.Bench;

/// <summary>Times taken of one thing, in milliseconds.</summary>
internal sealed class Timing
{
    private readonly List<double> taken = [];

    /// <summary>The middle one.</summary>
    public double Median => At(0.5);

    /// <summary>How many there are.</summary>
    public int Count => taken.Count;

    /// <summary>All of them together.</summary>
    public double Sum => taken.Sum();

    /// <summary>The one that such a share of them do not exceed.</summary>
    public double At(double share)
    {
        var ordered = taken.Order().ToList();
        return ordered.Count == 0 ? double.NaN : ordered[Math.Min(ordered.Count - 1, (int)(ordered.Count * share))];
    }

    /// <summary>Adds one that was taken elsewhere.</summary>
    public void Add(double milliseconds) => taken.Add(milliseconds);

    /// <summary>Adds those of another.</summary>
    public void Add(Timing other) => taken.AddRange(other.taken);

    /// <summary>Does a thing and times it.</summary>
    public T Take<T>(Func<T> work)
    {
        var begun = Stopwatch.GetTimestamp();
        var result = work();
        Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        return result;
    }

    /// <inheritdoc cref="Take{T}(Func{T})"/>
    public async Task<T> TakeAsync<T>(Func<Task<T>> work)
    {
        var begun = Stopwatch.GetTimestamp();
        var result = await work();
        Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        return result;
    }
}
