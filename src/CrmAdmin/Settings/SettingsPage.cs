using CrmAdmin.Access;

namespace CrmAdmin.Settings;

/// <summary>One page of the settings.</summary>
/// <param name="TextKey">What its tab says.</param>
/// <param name="Href">Its address, without leading slash.</param>
/// <param name="Role">Callers below do not see the tab; the service refuses them in any case.</param>
internal sealed record SettingsPage(string TextKey, string Href, Role Role)
{
    public const string Entities = "settings/entities";
    public const string Relations = "settings/relations";
    public const string ApiKeys = "settings/api-keys";
    public const string Tokens = "settings/tokens";
    public const string Signing = "settings/signing";
    public const string Users = "settings/users";
    public const string Workspace = "settings/workspace";
    public const string Plan = "settings/plan";
    public const string Audit = "settings/audit";

    /// <summary>The pages in the order of their tabs.</summary>
    public static readonly IReadOnlyList<SettingsPage> All =
    [
        new("Settings.Entities", Entities, Role.Admin),
        new("Settings.Relations", Relations, Role.Admin),
        new("Settings.ApiKeys", ApiKeys, Role.Admin),
        new("Settings.Tokens", Tokens, Role.Admin),
        new("Settings.Signing", Signing, Role.Admin),
        new("Settings.Users", Users, Role.Owner),
        new("Settings.Workspace", Workspace, Role.Owner),
        new("Settings.Plan", Plan, Role.Owner),
        new("Settings.Audit", Audit, Role.Admin),
    ];
}
