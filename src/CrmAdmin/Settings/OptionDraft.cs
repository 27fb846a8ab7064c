using CrmAdmin.Entities;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Settings;

/// <summary>One choice while it is being edited. A new one's value is its label; that of a stored one stays, for records hold it.</summary>
public sealed class OptionDraft(PropertyOption? stored)
{
    /// <summary>What people see.</summary>
    public string Label { get; set; } = stored?.Label ?? "";

    /// <summary>One of the chip colours.</summary>
    public string Color { get; set; } = ChipColors.Name(stored?.Color);

    /// <summary>What records hold; empty while nothing has been typed.</summary>
    public string Value => stored?.Value ?? Label.Trim();

    /// <summary>The input of its label, where the focus goes when it is added.</summary>
    internal ElementReference Input { get; set; }

    /// <summary>Whether nothing has been typed into a new one.</summary>
    public bool IsBlank => Value.Length == 0;

    /// <summary>As the service takes it.</summary>
    public OptionBody ToBody(int position)
    {
        // A stored colour that means the chosen chip, such as #rrggbb, is kept as it is.
        var color = stored is not null && ChipColors.Name(stored.Color) == Color ? stored.Color : Color;
        return new(Label.Trim() is { Length: > 0 } label ? label : Value, Value, position, color);
    }
}
