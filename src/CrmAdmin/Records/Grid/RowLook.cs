namespace CrmAdmin.Records.Grid;

/// <summary>What all rows of a grid have in common: one object, since each thing that is handed to each row is kept for each.</summary>
/// <param name="GridId">The grid's id; the rows' begin with it.</param>
/// <param name="Columns">The columns.</param>
/// <param name="SeesMasked">Whether masked values are shown as they are.</param>
/// <param name="TellsWhy">Whether it can be asked why a row is here.</param>
public sealed record RowLook(string GridId, IReadOnlyList<GridColumn> Columns, bool SeesMasked, bool TellsWhy);
