namespace CrmAdmin.Demo;

/// <summary>
/// Numbers that look random and are the same on every machine and .NET version (SplitMix64). Each row has a sequence of
/// its own, so that row i does not depend on how many rows are made or what the rows before it drew.
/// </summary>
internal sealed class DemoRandom(long seed, long row)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state = Mix((ulong)seed + (Mix((ulong)row + Golden) * Golden));

    /// <summary>The next number, at least 0 and below 1.</summary>
    public double Next() => (Mix(state += Golden) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next whole number, at least 0 and below <paramref name="limit"/>.</summary>
    public int Next(int limit) => (int)(Next() * limit);

    /// <summary>One of the values, each as likely as the others.</summary>
    public T Of<T>(IReadOnlyList<T> values) => values[Next(values.Count)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
