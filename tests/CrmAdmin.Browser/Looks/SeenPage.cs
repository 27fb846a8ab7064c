using CrmAdmin.Records.Grid;
using Microsoft.Playwright;

namespace CrmAdmin.Browser.Looks;

/// <summary>A page, or a state of one, that is looked at: photographed and held against the accessibility rules.</summary>
/// <param name="Name">Names its pictures.</param>
/// <param name="Path">Its address.</param>
/// <param name="Prepare">What is done on it first; nothing where null.</param>
/// <param name="SignedIn">Whether somebody has signed in.</param>
public sealed partial record SeenPage(string Name, string Path, Func<IPage, Task>? Prepare = null, bool SignedIn = true)
{
    /// <summary>Every page there is. A new page is one line more.</summary>
    public static readonly IReadOnlyList<SeenPage> All =
    [
        new("login", "/login", SignedIn: false),
        new("login-failed", "/login", FailToSignInAsync, SignedIn: false),
        new("home", "/"),
        new("exports-none", "/export-jobs"),
        new("exports", "/export-jobs", ShowExportsAsync),
        new("exports-checked", "/export-jobs", CheckExportAsync),
        new("imports", "/imports"),
        new("import-upload", "/records/contact/import"),
        new("import-plan", "/records/contact/import", PlanImportAsync),
        new("import-over", "/records/contact/import", RunImportAsync),
        new("palette", "/", page => page.Keyboard.PressAsync("Control+k")),
        new("palette-found", "/records/contact", FindAsync),
        new("shortcuts", "/", page => page.Keyboard.PressAsync("?")),
        new("user-menu", "/", OpenUserMenuAsync),
        new("settings-entities", "/settings/entities"),
        new("settings-entity-new", "/settings/entities?new=1"),
        new("settings-property-hide", "/settings/entities/contact", AskToHideAsync),
        new("settings-relations", "/settings/relations"),
        new("settings-relation-new", "/settings/relations", page => DialogAsync(page, "n")),
        new("settings-api-keys", "/settings/api-keys"),
        new("settings-tokens", "/settings/tokens"),
        new("settings-signing", "/settings/signing"),
        new("settings-signing-wrong", "/settings/signing", CheckSignatureAsync),
        new("settings-users", "/settings/users"),
        new("settings-workspace", "/settings/workspace"),
        new("settings-plan", "/settings/plan"),
        new("settings-audit", "/settings/audit"),
        new("trash", "/trash/contact", RowsAsync),
        new("not-found", "/nowhere"),
        new("records", "/records/contact", RowsAsync),
        new("records-builder", "/records/contact?" + Nested, ShowBuilderAsync),
        new("records-calendar", "/records/contact?" + OnDays, OpenCalendarAsync),
        new("records-selected", "/records/contact", SelectAsync),
        new("record", "/records/contact", OpenRecordAsync),
        new("record-files", "/records/company", HoldFileAsync),
        new("records-files", "/records/company?columns=name,data.documents", OpenFilesAsync),
        new("record-page", "/records/contact", OpenRecordPageAsync),
        new("record-relations", "/records/company", page => OpenPartAsync(page, 1, ".state, .relations")),
        new("record-history", "/records/company", page => OpenPartAsync(page, 2, ".history")),
        new("record-activity-new", "/records/contact", NewActivityAsync),
        new("record-relation-new", "/records/company", NewRelationAsync),
        new("records-nothing", "/records/contact?q=%7E%7E", page => page.Locator(".records-list .state").WaitForAsync()),
        new("record-new", "/records/contact", page => DialogAsync(page, "n")),
        new("records-tag", "/records/contact", TagAsync),
        new("records-set", "/records/contact", SetValueAsync),
        new("segments", "/segments/contact", page => page.Locator("tbody .count .link").First.WaitForAsync()),
        new("segment", "/segments/contact", OpenSegmentAsync),
        new("segment-save", "/records/contact?" + Nested, SaveSegmentAsync),
        new("export-segment", "/records/contact", ExportSegmentAsync),
        new("activities", "/activities/contact", RowsAsync),
        new("activities-wrong", "/activities/contact", TypeNoDayAsync),
        new("activity-new", "/activities/contact", page => DialogAsync(page, "n")),
        new("activities-none", "/activities/contact?type=~~", page => page.Locator(".state").WaitForAsync()),
        new("records-views", "/records/contact", OpenViewsAsync),
        new("records-columns", "/records/contact?columns=name,data.email,data.grade,data.city,tags&pinned=data.grade", ShowColumnsAsync),
        new("records-why", "/records/contact?" + Nested, TellWhyAsync),
        new("settings-relations-some", "/settings/relations", ShowRelationTypesAsync),
        new("trash-purge", "/trash/contact", PurgeAsync),
    ];

    // The condition of the builder's picture, as the address carries it.
    private static string Nested => "c=" + GridAddress.Encode(
        """
        {"operator":"AND","conditions":[{"field":"data.grade","operator":"includes_any","value":["VIP","GOLD"]},
        {"operator":"OR","conditions":[{"field":"name","operator":"contains","value":"김"},{"field":"data.lastOrderAt","operator":"in_last_days","value":30}]}]}
        """);

    private static string OnDays => "c=" + GridAddress.Encode(
        """
        {"operator":"AND","conditions":[{"field":"data.birthday","operator":"between","value":["1990-05-01","1999-12-31"]},
        {"field":"data.lastOrderAt","operator":"after","value":"2026-11-05T09:30:00+09:00"}]}
        """);

    public override string ToString() => Name;
}
