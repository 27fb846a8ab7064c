using CrmAdmin.Entities;

namespace CrmAdmin.Conditions;

/// <summary>How a field's values compare; it decides which operators a condition on it may have.</summary>
public enum FieldKind
{
    /// <summary>Text, compared without regard to case.</summary>
    Text,

    /// <summary>An identifier: the text operators, compared and sorted exactly.</summary>
    Exact,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>An instant to the millisecond; a bare day in a condition is the whole day in the workspace's zone.</summary>
    Instant,

    /// <summary>One of several options.</summary>
    Choice,

    /// <summary>Any number of options.</summary>
    Choices,

    /// <summary>The record's tags.</summary>
    Tags,

    /// <summary>Files, which can only be empty or not.</summary>
    Files,
}

/// <summary>Which kind each field type is.</summary>
public static class FieldKinds
{
    /// <summary>The kind of a property's values.</summary>
    public static FieldKind Kind(this FieldType type) => type switch
    {
        FieldType.Number => FieldKind.Number,
        FieldType.Boolean => FieldKind.Boolean,
        FieldType.Date => FieldKind.Date,
        FieldType.DateTime => FieldKind.Instant,
        FieldType.Dropdown or FieldType.Radio => FieldKind.Choice,
        FieldType.MultiCheckbox => FieldKind.Choices,
        FieldType.File => FieldKind.Files,
        _ => FieldKind.Text,
    };

    /// <summary>Whether a folded shadow column stands beside the values.</summary>
    public static bool IsFolded(this FieldKind kind) =>
        kind is FieldKind.Text or FieldKind.Choice or FieldKind.Choices or FieldKind.Tags;

    /// <summary>Whether a record holds a set of values.</summary>
    public static bool IsSet(this FieldKind kind) => kind is FieldKind.Choices or FieldKind.Tags;
}
