using CrmAdmin.Conditions;
using CrmAdmin.Entities;
using CrmAdmin.Records.Grid;
using CrmAdmin.Shell;

namespace CrmAdmin.Trash;

/// <summary>The columns of the trash: who deleted what when, how long it still stays, then the record's own.</summary>
internal static class TrashColumns
{
    /// <summary>Those shown before the person has chosen: what concerns the deletion, then what the records' own list begins with.</summary>
    public static IReadOnlyList<string> Usual(IReadOnlyList<GridColumn> all)
    {
        const int Own = 4;
        return ["name", "deletedAt", "deletedBy", "daysLeft", .. GridColumn.Usual(all).Skip(1).Take(Own)];
    }

    /// <summary>Every column there is.</summary>
    public static IReadOnlyList<GridColumn> All(EntitySchema schema, TrashOptions options, TimeProvider time, Texts texts)
    {
        var own = GridColumn.All(schema).Select(column => column with { IsSortable = false }).ToList();
        return
        [
            own[0],
            new("deletedAt", texts["Trash.DeletedAt"], FieldKind.Instant, 140, record => record.DeletedAt),
            new("deletedBy", texts["Trash.DeletedBy"], FieldKind.Exact, 160, record => record.DeletedBy),
            new("daysLeft", texts["Trash.Left"], FieldKind.Exact, 120, record => Left(record.DeletedAt!.Value + options.Retention - time.GetUtcNow().UtcDateTime, texts)),
            .. own.Skip(1),
        ];
    }

    private static string Left(TimeSpan left, Texts texts) => left switch
    {
        { TotalDays: > 1 } => texts["Trash.DaysLeft", (int)Math.Ceiling(left.TotalDays)],
        { TotalHours: > 1 } => texts["Trash.HoursLeft", (int)Math.Ceiling(left.TotalHours)],
        _ => texts["Trash.LeavesSoon"],
    };
}
