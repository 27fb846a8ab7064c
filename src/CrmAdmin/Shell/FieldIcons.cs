using CrmAdmin.Entities;

namespace CrmAdmin.Shell;

/// <summary>Which icon stands for which kind of property.</summary>
public static class FieldIcons
{
    /// <summary>The icon's name.</summary>
    public static string Of(FieldType type) => type switch
    {
        FieldType.LongText => "long-text",
        FieldType.Email => "mail",
        FieldType.Phone => "phone",
        FieldType.Url => "link",
        FieldType.Number => "number",
        FieldType.Boolean => "boolean",
        FieldType.Date => "date",
        FieldType.DateTime => "time",
        FieldType.Dropdown or FieldType.Radio => "choice",
        FieldType.MultiCheckbox => "choices",
        FieldType.File => "file",
        _ => "text",
    };
}
