using CrmAdmin.Access;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Shell;

/// <summary>The navigation beside every page.</summary>
public sealed partial class Sidebar
{
    /// <summary>The pages there are.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<NavLine> Lines { get; set; } = [];

    /// <summary>Who looks; null where that is not known.</summary>
    [Parameter]
    public Caller? Caller { get; set; }

    /// <summary>What stands beside them, by page.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, NavCount> Counts { get; set; } = new Dictionary<string, NavCount>();
}
