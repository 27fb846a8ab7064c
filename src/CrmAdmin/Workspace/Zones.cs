namespace CrmAdmin.Workspace;

/// <summary>The time zones that people choose from.</summary>
internal static class Zones
{
    // Regions by their names; what else the system lists are older spellings of the same.
    private static readonly string[] Regions =
        ["Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];

    private static readonly Lazy<IReadOnlyList<string>> Known = new(() =>
    [
        .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)
            .Where(id => Array.Exists(Regions, region => id.StartsWith(region, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ]);

    /// <summary>The workspace's own, UTC, then the others by name.</summary>
    public static IEnumerable<string> For(TimeZoneInfo workspace) => new[] { workspace.Id, "UTC" }.Concat(Known.Value).Distinct();
}
