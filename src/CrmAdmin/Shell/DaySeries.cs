namespace CrmAdmin.Shell;

/// <summary>One kind of thing counted by day, for <see cref="DayBars"/>.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Color">One of the ten chip colours.</param>
/// <param name="Counts">A count for each day.</param>
/// <param name="Href">The list behind a day's count.</param>
public sealed record DaySeries(string Name, string Color, IReadOnlyList<long> Counts, Func<DateOnly, string> Href);
