namespace CrmAdmin.Entities;

/// <summary>What kind of value a property holds. It never changes after the property is made.</summary>
public enum FieldType
{
    /// <summary>One line, at most 1,000 characters.</summary>
    Text,

    /// <summary>Several lines, at most 65,536 characters.</summary>
    LongText,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A telephone number as people write it.</summary>
    Phone,

    /// <summary>An absolute http or https address.</summary>
    Url,

    /// <summary>A finite number, magnitude at most 9007199254740991.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A calendar day without a zone.</summary>
    Date,

    /// <summary>An instant, kept in UTC to the millisecond.</summary>
    DateTime,

    /// <summary>One of the property's options, shown as a list.</summary>
    Dropdown,

    /// <summary>One of the property's options, shown as buttons.</summary>
    Radio,

    /// <summary>Any number of the property's options, order kept.</summary>
    MultiCheckbox,

    /// <summary>At most 20 uploaded files.</summary>
    File,
}
