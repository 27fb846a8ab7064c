using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmAdmin.Shell;

namespace CrmAdmin.Tests.Shell;

/// <summary>Every text is there in both languages, with the same placeholders, and every key that the sources name exists.</summary>
public sealed partial class TextsTests
{
    private static readonly string Product = Path.Combine(ArchitectureTests.Root, "src", "CrmAdmin");

    // What follows a name, not a number.
    private static readonly string[] Verbs = ["is", "was", "has", "does", "contains", "starts", "ends", "includes", "exists", "needs", "holds", "takes", "differs", "meets", "shows"];

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

    [Theory]
    [InlineData("en", "1", "1 record")]
    [InlineData("en", "0", "0 records")]
    [InlineData("en", "21", "21 records")]
    [InlineData("en", "2,001", "2,001 records")]
    [InlineData("en", "10,000+", "10,000+ records")]
    [InlineData("ko", "1", "레코드 1건")]
    public void Count_OfOne_IsSaidAsOne(string language, string count, string expected) =>
        Assert.Equal(expected, Texts.Get("Records.NavCount", CultureInfo.GetCultureInfo(language), count));

    [Fact]
    public void Argument_WithTheSignsOfAPattern_IsTakenAsItIs() =>
        Assert.Equal("Select [1/2] {0}", Texts.Get("Records.SelectNamed", CultureInfo.GetCultureInfo("en"), "[1/2] {0}"));

    [Fact]
    public void Argument_WrittenFromRightToLeft_IsSetApartFromWhatStandsBesideIt()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Assert.Equal("Select \u2068\u05E9\u05DC\u05D5\u05DD (1)\u2069", new Texts()["Records.SelectNamed", "\u05E9\u05DC\u05D5\u05DD (1)"]);
        Assert.Equal("Select \u2068\U0001E922\u2069", new Texts()["Records.SelectNamed", "\U0001E922"]);
        Assert.Equal("Select 홍길동 🏳️‍🌈", new Texts()["Records.SelectNamed", "홍길동 🏳️‍🌈"]);
    }

    [Fact]
    public void Particle_AfterAName_FollowsItsSound()
    {
        var korean = CultureInfo.GetCultureInfo("ko");
        Assert.Contains("‘회사’가", Texts.Get("Loading.EntityUnknown", korean, "회사"), StringComparison.Ordinal);
        Assert.Contains("‘고객’이", Texts.Get("Loading.EntityUnknown", korean, "고객"), StringComparison.Ordinal);
    }

    /// <summary>A noun after a number has both forms in English, [record/records]: «1 records» is never read.</summary>
    [Fact]
    public void Plural_AfterANumber_HasItsSingular() => Assert.Empty(
        from feature in Features
        from text in Read(Path.Combine(feature, "Texts.en.resx"))
        from Match after in AfterNumber().Matches(text.Value)
        where !Verbs.Contains(after.Groups["word"].Value)
        select $"{Path.GetFileName(feature)}.{text.Key}: {text.Value}");

    private static string[] Shape(string file) =>
        [.. Read(file).Select(text => text.Key + " " + string.Join(' ', Placeholder().Matches(text.Value).Select(m => m.Value).Distinct().Order()))];

    private static SortedDictionary<string, string> Read(string file) =>
        new(XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value), StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{\d(:N0)?\} ((more|created|changed|selected) )?(?<word>[a-z]+s)\b(?!/)")]
    private static partial Regex AfterNumber();

    [GeneratedRegex("[/\\\\](bin|obj|Migrations)[/\\\\]")]
    private static partial Regex Generated();
}
