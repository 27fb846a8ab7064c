using CrmAdmin.Shell;

namespace CrmAdmin.Settings;

/// <summary>Audited actions in words: the kind of thing, and what was done to it.</summary>
internal static class AuditWords
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["record"] = "Settings.KindRecord",
        ["entity"] = "Settings.KindEntity",
        ["property"] = "Settings.KindProperty",
        ["segment"] = "Settings.KindSegment",
        ["activity"] = "Settings.KindActivity",
        ["relation"] = "Settings.KindRelation",
        ["relationType"] = "Settings.KindRelationType",
        ["export"] = "Settings.KindExport",
        ["import"] = "Settings.KindImport",
        ["file"] = "Settings.KindFile",
        ["user"] = "Settings.KindUser",
        ["apiKey"] = "Settings.KindApiKey",
        ["token"] = "Settings.KindToken",
        ["workspace"] = "Settings.KindWorkspace",
        ["plan"] = "Settings.KindPlan",
    };

    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["create"] = "Settings.VerbCreate",
        ["update"] = "Settings.VerbUpdate",
        ["delete"] = "Settings.VerbDelete",
        ["restore"] = "Settings.VerbRestore",
        ["purge"] = "Settings.VerbPurge",
        ["cancel"] = "Settings.VerbCancel",
        ["run"] = "Settings.VerbRun",
        ["undo"] = "Settings.VerbUndo",
    };

    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["name"] = "Settings.Name",
        ["displayName"] = "Settings.Name",
        ["reverseName"] = "Settings.ReverseName",
        ["slug"] = "Settings.Slug",
        ["description"] = "Settings.Description",
        ["key"] = "Settings.Key",
        ["type"] = "Settings.Type",
        ["fieldType"] = "Settings.Type",
        ["options"] = "Settings.Options",
        ["isMasked"] = "Settings.Masked",
        ["propertyId"] = "Settings.KindProperty",
        ["segmentId"] = "Settings.KindSegment",
        ["isHidden"] = "Settings.Hidden",
        ["position"] = "Settings.Order",
        ["email"] = "Settings.Email",
        ["role"] = "Settings.Role",
        ["disabled"] = "Settings.Disabled",
        ["requiresV2"] = "Settings.V2Only",
        ["expiresAt"] = "Settings.Expires",
        ["color"] = "Segments.Color",
        ["conditions"] = "Segments.Condition",
        ["records.exportEnabled"] = "Settings.ExportsOn",
        ["records.max"] = "Settings.RecordsMost",
        ["properties.max"] = "Settings.PropertiesMost",
        ["exportType"] = "Exports.What",
        ["fileName"] = "Settings.KindFile",
        ["fromRecordId"] = "Settings.FromRecord",
        ["toRecordId"] = "Settings.ToRecord",
        ["timeZone"] = "Settings.WorkspaceZone",
        ["language"] = "Settings.WorkspaceLanguage",
        ["weekStart"] = "Settings.WorkspaceWeek",
    };

    /// <summary>Those that a list can be narrowed to.</summary>
    public static IReadOnlyList<string> Actions { get; } =
    [
        "record.create", "record.update", "record.delete", "record.restore", "record.purge",
        "entity.create", "entity.update", "entity.delete", "property.create", "property.update", "property.delete",
        "segment.create", "segment.update", "segment.delete", "activity.create", "activity.delete", "relation.create", "relation.delete",
        "relationType.create", "relationType.update", "relationType.delete",
        "export.create", "export.cancel", "import.create", "import.run", "import.cancel", "import.undo", "import.delete",
        "file.create", "file.purge", "user.create", "user.update",
        "apiKey.create", "apiKey.update", "apiKey.delete", "token.create", "token.update", "token.delete", "plan.update", "workspace.update", "session.create",
    ];

    /// <summary>What changed, in words; as it is written where it is not known here.</summary>
    public static string Field(string name, Texts texts) => Fields.TryGetValue(name, out var known)
        ? texts[known]
        : name.EndsWith("Id", StringComparison.Ordinal) && Kinds.TryGetValue(name[..^2], out var kind) ? texts["Settings.IdOf", texts[kind]] : name;

    /// <summary>An action in words; as it is written where it is not known here.</summary>
    public static string Say(string action, Texts texts) => action == "session.create"
        ? texts["Settings.KindSession"]
        : action.Split('.') is [var kind, var verb] && Kinds.TryGetValue(kind, out var what) && Verbs.TryGetValue(verb, out var done)
            ? texts["Settings.Acted", texts[what], texts[done]]
            : action;
}
