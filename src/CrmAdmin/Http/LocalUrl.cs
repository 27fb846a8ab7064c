namespace CrmAdmin.Http;

/// <summary>Keeps redirects on this site.</summary>
public static class LocalUrl
{
    /// <summary>The address where it is a path of this site, else another one.</summary>
    public static string Or(string? address, string other) => IsLocal(address) ? address! : other;

    /// <summary>A single leading «/»; browsers read «//», «/\» and control characters as ways to elsewhere.</summary>
    public static bool IsLocal(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(c => char.IsControl(c) || c == '\\');
}
