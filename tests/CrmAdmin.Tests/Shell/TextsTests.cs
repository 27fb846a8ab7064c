using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CrmAdmin.Tests.Shell;

/// <summary>Every text is there in both languages, with the same placeholders, and every key that the sources name exists.</summary>
public sealed partial class TextsTests
{
    private static readonly string Product = Path.Combine(ArchitectureTests.Root, "src", "CrmAdmin");

    private static readonly string[] Features =
        [.. Directory.EnumerateFiles(Product, "Texts.resx", SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!)];

    [Fact]
    public void Languages_Compared_HaveTheSameKeysAndPlaceholders()
    {
        foreach (var feature in Features)
        {
            Assert.Equal(Shape(Path.Combine(feature, "Texts.resx")), Shape(Path.Combine(feature, "Texts.en.resx")));
        }
    }

    [Fact]
    public void Keys_NamedInSources_Exist()
    {
        var known = Features.SelectMany(f => Read(Path.Combine(f, "Texts.resx")).Keys.Select(key => $"{Path.GetFileName(f)}.{key}")).ToHashSet();
        var names = string.Join('|', Features.Select(Path.GetFileName));
        var key = new Regex($"\"((?:{names})\\.[A-Z][A-Za-z0-9]+)\"");

        var missing = Directory.EnumerateFiles(Product, "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !Generated().IsMatch(f))
            .SelectMany(f => key.Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .Where(k => !known.Contains(k)).Distinct();

        Assert.Equal([], missing);
    }

    private static string[] Shape(string file) =>
        [.. Read(file).Select(text => text.Key + " " + string.Join(' ', Placeholder().Matches(text.Value).Select(m => m.Value).Distinct().Order()))];

    private static SortedDictionary<string, string> Read(string file) =>
        new(XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value), StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[/\\\\](bin|obj|Migrations)[/\\\\]")]
    private static partial Regex Generated();
}
