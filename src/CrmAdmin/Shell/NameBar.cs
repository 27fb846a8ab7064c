namespace CrmAdmin.Shell;

/// <summary>One line of <see cref="NameBars"/>.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Count">How often; at least 1.</param>
/// <param name="Href">The list behind it.</param>
public sealed record NameBar(string Name, long Count, string Href);
