namespace CrmAdmin.Records.Grid;

/// <summary>A cell of a grid.</summary>
/// <param name="Index">The row's place in the list.</param>
/// <param name="Column">The column's place.</param>
public sealed record CellPlace(int Index, int Column);
