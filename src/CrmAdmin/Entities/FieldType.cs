using System.Text.Json.Serialization;

namespace CrmAdmin.Entities;

/// <summary>What kind of value a property holds. It never changes after the property is made.</summary>
public enum FieldType
{
    /// <summary>One line, at most 1,000 characters.</summary>
    [JsonStringEnumMemberName("TEXT")]
    Text,

    /// <summary>Several lines, at most 65,536 characters.</summary>
    [JsonStringEnumMemberName("LONG_TEXT")]
    LongText,

    /// <summary>An e-mail address.</summary>
    [JsonStringEnumMemberName("EMAIL")]
    Email,

    /// <summary>A telephone number as people write it.</summary>
    [JsonStringEnumMemberName("PHONE")]
    Phone,

    /// <summary>An absolute http or https address.</summary>
    [JsonStringEnumMemberName("URL")]
    Url,

    /// <summary>A finite number, magnitude at most 9007199254740991.</summary>
    [JsonStringEnumMemberName("NUMBER")]
    Number,

    /// <summary>true or false.</summary>
    [JsonStringEnumMemberName("BOOLEAN")]
    Boolean,

    /// <summary>A calendar day without a zone.</summary>
    [JsonStringEnumMemberName("DATE")]
    Date,

    /// <summary>An instant, kept in UTC to the millisecond.</summary>
    [JsonStringEnumMemberName("DATETIME")]
    DateTime,

    /// <summary>One of the property's options, shown as a list.</summary>
    [JsonStringEnumMemberName("DROPDOWN")]
    Dropdown,

    /// <summary>One of the property's options, shown as buttons.</summary>
    [JsonStringEnumMemberName("RADIO")]
    Radio,

    /// <summary>Any number of the property's options, order kept.</summary>
    [JsonStringEnumMemberName("MULTI_CHECKBOX")]
    MultiCheckbox,

    /// <summary>At most 20 uploaded files.</summary>
    [JsonStringEnumMemberName("FILE")]
    File,
}

/// <summary>What follows from a field type.</summary>
public static class FieldTypeFacts
{
    /// <summary>Whether values are chosen from the property's options.</summary>
    public static bool HasOptions(this FieldType type) => type is FieldType.Dropdown or FieldType.Radio or FieldType.MultiCheckbox;
}
