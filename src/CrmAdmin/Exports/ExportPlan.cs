using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Conditions;
using CrmAdmin.Exports.Writing;
using CrmAdmin.Files;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;

namespace CrmAdmin.Exports;

/// <summary>A request, checked against the entity as it stands: which records, which columns, how they are to look.</summary>
/// <param name="Caller">On whose behalf.</param>
/// <param name="Set">The records in their order.</param>
/// <param name="Format">The kind of file.</param>
/// <param name="Columns">The columns as they are stored.</param>
/// <param name="Layout">The columns as they are written, and how.</param>
internal sealed record ExportPlan(Caller Caller, RecordSet Set, ExportFormat Format, IReadOnlyList<ExportColumn> Columns, ExportLayout Layout)
{
    /// <summary>Whether some column is masked for the caller.</summary>
    public bool IsMasked => Columns.Any(c => MaskedRows.IsMasked(c, Caller));

    /// <summary>What to select, in the layout's order: the stored columns, and of files their names.</summary>
    public string Select(SqlDialect dialect) =>
        string.Join(", ", Columns.Select(c => c.Expression?.Invoke(dialect) ?? Select(FieldList.Find(Set.Schema, c.Field)!, dialect)));

    /// <summary>
    /// Makes a plan of a request. 400 names what is wrong in it, 404 an unknown entity or segment, 403 a masked field that
    /// the caller may not search on.
    /// </summary>
    public static async Task<ExportPlan> MakeAsync(
        SelectionReader selections, WorkspaceSettings workspace, Caller caller, ExportRequest request, CultureInfo language, CancellationToken ct)
    {
        var choices = ExportChoices.Read(request);
        IReadOnlyList<ExportColumn> columns = [];
        var set = await selections.ReadAsync(caller, request.Selection, ct, (schema, _) =>
        {
            var wrong = new List<Detail>();
            columns = ExportColumns.For(schema, request.Columns, language, wrong);
            if (choices.Format == ExportFormat.Excel && columns.Count > ExportOptions.ExcelColumns)
            {
                wrong.Add(new Detail("columns", "Exports.ExcelColumns", ExportOptions.ExcelColumns));
            }

            return wrong;
        });
        var layout = new ExportLayout([.. columns.Select(c => MaskedRows.Shown(c, caller))], workspace.TimeZone)
        {
            Title = set.Schema.Name,
            CutNotice = Texts.Get("Exports.CutNotice", language),
            AskedZone = choices.Zone,
            DateFormat = choices.DateFormat,
            Delimiter = choices.Delimiter,
            Bom = request.Bom ?? true,
            FormulaGuard = request.FormulaGuard ?? true,
        };
        return new ExportPlan(caller, set, choices.Format, columns, layout);
    }

    private static string Select(Field field, SqlDialect dialect) =>
        field.Kind == FieldKind.Files ? FileNames.Select(field.Column, dialect) : RecordColumns.Answered(field);
}
