using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Storage;

namespace CrmAdmin.Workspace;

/// <summary>A change of the workspace as a person asks for it.</summary>
/// <param name="Name">At most <see cref="WorkspaceProfile.NameMost"/> characters.</param>
/// <param name="TimeZone">An IANA name such as Asia/Seoul.</param>
/// <param name="Language">ko or en.</param>
/// <param name="WeekStart">monday or sunday.</param>
public sealed record WorkspaceInput(string? Name, string? TimeZone, string? Language, string? WeekStart);

/// <summary>Keeps what the OWNER sets for the workspace, and has the settings follow it on every node.</summary>
public sealed class WorkspaceService(Store store, AuditLog audit, WorkspaceSettings settings)
{
    private const string Name = "workspace.name";
    private const string TimeZone = "workspace.timeZone";
    private const string Language = "workspace.language";
    private const string WeekStart = "workspace.weekStart";
    private readonly WorkspaceProfile atFirst = settings.Profile;

    /// <summary>Has the settings be what is stored.</summary>
    public async Task FollowAsync(CancellationToken ct) => settings.Set(await store.ReadAsync(db => ReadAsync(db, ct), ct));

    /// <summary>Sets all of it (OWNER). 400 names what is wrong.</summary>
    public async Task<WorkspaceProfile> UpdateAsync(Caller caller, WorkspaceInput input, CancellationToken ct)
    {
        caller.Demand(Role.Owner);
        var next = Check(input);
        await store.WriteAsync(
            async db =>
            {
                var before = await ReadAsync(db, ct);
                await SettingRow.SaveAsync(db, Values(next), ct);
                await audit.AppendAsync(db, caller, [new AuditEntry("workspace.update", Changes: AuditChange.Between(Shown(before), Shown(next)))], ct);
            },
            ct);
        settings.Set(next);
        return next;
    }

    private static WorkspaceProfile Check(WorkspaceInput input)
    {
        var wrong = new List<Detail>();
        var name = input.Name?.Trim().Normalize() ?? "";
        if (name.Length > WorkspaceProfile.NameMost || name.Any(char.IsControl))
        {
            wrong.Add(new Detail("name", "Workspace.NameWrong", WorkspaceProfile.NameMost));
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(input.TimeZone ?? "", out var zone))
        {
            wrong.Add(new Detail("timeZone", "Workspace.ZoneUnknown"));
        }

        if (!WorkspaceProfile.Languages.Contains(input.Language))
        {
            wrong.Add(new Detail("language", "Workspace.LanguageUnknown"));
        }

        var weekStart = WeekStartOf(input.WeekStart);
        if (weekStart is null)
        {
            wrong.Add(new Detail("weekStart", "Workspace.WeekStartUnknown"));
        }

        return wrong.Count > 0
            ? throw CrmException.Invalid(wrong)
            : new WorkspaceProfile(name, zone!, CultureInfo.GetCultureInfo(input.Language!), weekStart!.Value);
    }

    private async Task<WorkspaceProfile> ReadAsync(CrmDb db, CancellationToken ct)
    {
        var rows = await SettingRow.ReadAsync(db, [Name, TimeZone, Language, WeekStart], ct);
        string? Text(string name) => rows.TryGetValue(name, out var value) ? JsonSerializer.Deserialize<string>(value) : null;
        return new WorkspaceProfile(
            Text(Name) ?? atFirst.Name,
            Text(TimeZone) is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : atFirst.TimeZone,
            Text(Language) is { } language ? CultureInfo.GetCultureInfo(language) : atFirst.Language,
            WeekStartOf(Text(WeekStart)) ?? atFirst.WeekStart);
    }

    private static DayOfWeek? WeekStartOf(string? name) =>
        WorkspaceProfile.WeekStarts.Where(day => WorkspaceProfile.Say(day) == name).Select(day => (DayOfWeek?)day).FirstOrDefault();

    private static Dictionary<string, string> Values(WorkspaceProfile profile) => new(StringComparer.Ordinal)
    {
        [Name] = JsonSerializer.Serialize(profile.Name),
        [TimeZone] = JsonSerializer.Serialize(profile.TimeZone.Id),
        [Language] = JsonSerializer.Serialize(profile.Language.Name),
        [WeekStart] = JsonSerializer.Serialize(WorkspaceProfile.Say(profile.WeekStart)),
    };

    private static JsonObject Shown(WorkspaceProfile profile) => new()
    {
        ["name"] = profile.Name,
        ["timeZone"] = profile.TimeZone.Id,
        ["language"] = profile.Language.Name,
        ["weekStart"] = WorkspaceProfile.Say(profile.WeekStart),
    };
}
