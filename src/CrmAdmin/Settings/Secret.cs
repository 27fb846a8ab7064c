namespace CrmAdmin.Settings;

/// <summary>A part of a new credential, shown this once.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The part itself.</param>
public sealed record Secret(string Label, string Value);
