using System.Globalization;

namespace CrmAdmin.Workspace;

/// <summary>What holds for the whole workspace at this moment.</summary>
/// <param name="atFirst">What holds until something was set.</param>
public sealed class WorkspaceSettings(WorkspaceProfile atFirst)
{
    private volatile WorkspaceProfile profile = atFirst;

    /// <summary>All of it.</summary>
    public WorkspaceProfile Profile => profile;

    /// <summary>The workspace's name; empty where it has none.</summary>
    public string Name => profile.Name;

    /// <summary>What the product is called to those who work here.</summary>
    public string Title => Name.Length > 0 ? Name : "CRM";

    /// <summary>The zone that days begin in and times are shown in.</summary>
    public TimeZoneInfo TimeZone => profile.TimeZone;

    /// <summary>The language of whoever has not chosen one.</summary>
    public CultureInfo Language => profile.Language;

    /// <summary>The first day of the week in calendars. «This week» in conditions begins on Monday whatever it is.</summary>
    public DayOfWeek WeekStart => profile.WeekStart;

    /// <summary>What holds from now on.</summary>
    internal void Set(WorkspaceProfile next) => profile = next;
}
