using CrmAdmin.Access;
using CrmAdmin.Shell;

namespace CrmAdmin.Imports;

/// <summary>Where the pages of imports stand, and their line in the navigation.</summary>
internal static class ImportNavigation
{
    /// <summary>The list of imports.</summary>
    public const string Href = "imports";

    /// <summary>The page of one import.</summary>
    public static string Of(string importId) => $"{Href}/{importId}";

    /// <summary>Where a file for an entity is uploaded.</summary>
    public static string Upload(string slug) => $"records/{slug}/import";

    /// <summary>How many of the caller's imports are not over.</summary>
    public static NavCounts Counts(IServiceProvider services)
    {
        var (imports, texts) = (services.GetRequiredService<ImportRegister>(), new Texts());
        return async (caller, _, ct) =>
        {
            var running = caller.Role < Role.Member ? 0 : await imports.CountRunningAsync(caller, ct);
            return running == 0 ? [] : [new NavCount(Href, "●" + Formats.Number((long)running), texts["Imports.Running", running], IsMoving: true)];
        };
    }
}
