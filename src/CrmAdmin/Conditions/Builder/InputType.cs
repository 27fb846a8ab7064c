namespace CrmAdmin.Conditions.Builder;

/// <summary>
/// Types of inputs whose value stays the text that the browser gives. Written out in markup, Blazor would bind a date
/// instead, and an unfinished one could not be held.
/// </summary>
internal static class InputType
{
    public const string Day = "date";

    public const string Time = "time";
}
