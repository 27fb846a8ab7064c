using System.Globalization;

namespace CrmAdmin.Shell;

/// <summary>The ten tested pairs that chips are drawn in.</summary>
public static class ChipColors
{
    /// <summary>Their names, as in the style sheet.</summary>
    public static readonly IReadOnlyList<string> All =
        ["gray", "red", "orange", "yellow", "green", "teal", "blue", "indigo", "purple", "pink"];

    private static readonly Dictionary<string, string> TextKeys = new(StringComparer.Ordinal)
    {
        ["gray"] = "Shell.ColorGray",
        ["red"] = "Shell.ColorRed",
        ["orange"] = "Shell.ColorOrange",
        ["yellow"] = "Shell.ColorYellow",
        ["green"] = "Shell.ColorGreen",
        ["teal"] = "Shell.ColorTeal",
        ["blue"] = "Shell.ColorBlue",
        ["indigo"] = "Shell.ColorIndigo",
        ["purple"] = "Shell.ColorPurple",
        ["pink"] = "Shell.ColorPink",
    };

    // Hue in degrees at the middle of each pair but gray.
    private static readonly (string Name, double Hue)[] Hues =
    [
        ("red", 0), ("orange", 25), ("yellow", 48), ("green", 135), ("teal", 175),
        ("blue", 212), ("indigo", 243), ("purple", 275), ("pink", 330), ("red", 360),
    ];

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["grey"] = "gray", ["amber"] = "yellow", ["gold"] = "yellow", ["lime"] = "green", ["cyan"] = "teal",
        ["sky"] = "blue", ["violet"] = "purple", ["rose"] = "pink", ["black"] = "gray", ["white"] = "gray",
    };

    /// <summary>The pair for an option's colour: a name, or the nearest hue of #rrggbb; gray for anything else.</summary>
    /// <param name="color">What the option says.</param>
    public static string Name(string? color) => color switch
    {
        null => "gray",
        ['#', ..] => Nearest(color),
        _ when All.Contains(color, StringComparer.OrdinalIgnoreCase) => color.ToLowerInvariant(),
        _ => Aliases.GetValueOrDefault(color, "gray"),
    };

    /// <summary>What people call one of the ten.</summary>
    public static string TextKey(string name) => TextKeys[name];

    private static string Nearest(string color)
    {
        if (color.Length != 7 || !int.TryParse(color.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rgb))
        {
            return "gray";
        }

        double red = (rgb >> 16) & 255, green = (rgb >> 8) & 255, blue = rgb & 255;
        var most = Math.Max(red, Math.Max(green, blue));
        var spread = most - Math.Min(red, Math.Min(green, blue));
        if (spread < 30)
        {
            return "gray";
        }

        var sector = most == red ? (green - blue) / spread : most == green ? ((blue - red) / spread) + 2 : ((red - green) / spread) + 4;
        var hue = ((sector * 60) + 360) % 360;
        return Hues.MinBy(pair => Math.Abs(pair.Hue - hue)).Name;
    }
}
