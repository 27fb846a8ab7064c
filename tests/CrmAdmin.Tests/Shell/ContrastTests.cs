using System.Globalization;
using System.Text.RegularExpressions;
using CrmAdmin.Shell;

namespace CrmAdmin.Tests.Shell;

/// <summary>WCAG 2.2 AA: text 4.5 : 1, edges of controls and marks 3 : 1, in both themes, read from the style sheet's tokens.</summary>
public sealed partial class ContrastTests
{
    private static readonly Dictionary<string, string[]> Tokens = Token()
        .Matches(File.ReadAllText(Path.Combine(ArchitectureTests.Root, "wwwroot", "app.css")))
        .ToDictionary(m => m.Groups[1].Value, m => new[] { m.Groups[2].Value, m.Groups[3].Value });

    public static TheoryData<string, string, double> Pairs()
    {
        var pairs = new TheoryData<string, string, double>();
        foreach (var color in ChipColors.All)
        {
            pairs.Add($"chip-{color}-ink", $"chip-{color}-bg", 4.5);
        }

        foreach (var surface in new[] { "bg", "bg-sunken", "bg-raised", "bg-hover", "bg-hover-raised", "bg-selected", "bg-control" })
        {
            foreach (var ink in new[] { "ink", "ink-2", "ink-3", "accent", "danger", "warning", "success", "info" })
            {
                pairs.Add(ink, surface, 4.5);
            }
        }

        foreach (var role in new[] { "accent", "danger", "warning", "success", "info" })
        {
            pairs.Add(role, $"{role}-soft", 4.5);
            pairs.Add("ink", $"{role}-soft", 4.5);
        }

        pairs.Add("chip-gray-ink", "chip-gray-deep", 4.5);
        pairs.Add("ink-2", "bg-press", 4.5);
        pairs.Add("line-control", "bg-control", 3);
        pairs.Add("line-control", "bg", 3);
        pairs.Add("focus", "bg", 3);
        pairs.Add("focus", "bg-sunken", 3);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Pair_InBothThemes_CanBeRead(string front, string back, double least)
    {
        for (var theme = 0; theme < 2; theme++)
        {
            Assert.InRange(Contrast(Tokens[front][theme], Tokens[back][theme]), least, 21);
        }
    }

    [Theory]
    [InlineData("accent-solid")]
    [InlineData("accent-solid-hover")]
    [InlineData("danger-solid")]
    [InlineData("danger-solid-hover")]
    public void SolidButton_InBothThemes_CanBeRead(string solid) =>
        Assert.All(Tokens[solid], color => Assert.InRange(Contrast("ffffff", color), 4.5, 21));

    private static double Contrast(string one, string other)
    {
        double a = Luminance(one), b = Luminance(other);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color)
    {
        var rgb = int.Parse(color, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (0.2126 * Linear(rgb >> 16)) + (0.7152 * Linear(rgb >> 8)) + (0.0722 * Linear(rgb));
    }

    private static double Linear(int channel)
    {
        var part = (channel & 255) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex(@"--([a-z0-9-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)")]
    private static partial Regex Token();
}
