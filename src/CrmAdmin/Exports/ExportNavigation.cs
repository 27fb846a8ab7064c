using CrmAdmin.Access;
using CrmAdmin.Shell;

namespace CrmAdmin.Exports;

/// <summary>The exports' line in the navigation.</summary>
internal static class ExportNavigation
{
    /// <summary>Where the page stands; /exports is REST's.</summary>
    public const string Href = "export-jobs";

    /// <summary>How many of the caller's exports are not over.</summary>
    public static NavCounts Counts(IServiceProvider services)
    {
        var (exports, texts) = (services.GetRequiredService<ExportList>(), new Texts());
        return async (caller, _, ct) =>
        {
            var running = caller.Role < Role.Member ? 0 : await exports.CountRunningAsync(caller, ct);
            return running == 0 ? [] : [new NavCount(Href, "●" + Formats.Number((long)running), texts["Exports.Running", running], IsMoving: true)];
        };
    }
}
