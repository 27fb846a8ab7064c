namespace CrmAdmin.Shell;

/// <summary>One line of a pick list.</summary>
/// <param name="Value">What choosing it gives; unique in the list.</param>
/// <param name="Text">What people see and search.</param>
/// <param name="Icon">Name of the icon before it, or null.</param>
/// <param name="Group">The heading it stands under, or null. Options of one group stand together.</param>
/// <param name="Hint">Small text at its end, or null.</param>
/// <param name="Color">Draws it as a chip of this colour; null for plain text.</param>
/// <param name="Search">Further words it is found by, or null.</param>
public sealed record PickOption(
    string Value,
    string Text,
    string? Icon = null,
    string? Group = null,
    string? Hint = null,
    string? Color = null,
    string? Search = null);
