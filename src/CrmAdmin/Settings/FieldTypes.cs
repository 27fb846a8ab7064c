using CrmAdmin.Entities;

namespace CrmAdmin.Settings;

/// <summary>The kinds of properties as people choose them.</summary>
internal static class FieldTypes
{
    /// <summary>All of them with what they are called, the usual ones first.</summary>
    public static readonly IReadOnlyDictionary<FieldType, string> Keys = new Dictionary<FieldType, string>
    {
        [FieldType.Text] = "Settings.TypeText",
        [FieldType.LongText] = "Settings.TypeLongText",
        [FieldType.Number] = "Settings.TypeNumber",
        [FieldType.Boolean] = "Settings.TypeBoolean",
        [FieldType.Date] = "Settings.TypeDate",
        [FieldType.DateTime] = "Settings.TypeDateTime",
        [FieldType.Dropdown] = "Settings.TypeDropdown",
        [FieldType.Radio] = "Settings.TypeRadio",
        [FieldType.MultiCheckbox] = "Settings.TypeMultiCheckbox",
        [FieldType.Email] = "Settings.TypeEmail",
        [FieldType.Phone] = "Settings.TypePhone",
        [FieldType.Url] = "Settings.TypeUrl",
        [FieldType.File] = "Settings.TypeFile",
    };

    /// <summary>What a kind is called.</summary>
    public static string TextKey(FieldType type) => Keys[type];
}
