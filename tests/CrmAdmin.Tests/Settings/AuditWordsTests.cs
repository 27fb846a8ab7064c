using System.Globalization;
using System.Text.RegularExpressions;
using CrmAdmin.Settings;
using CrmAdmin.Shell;

namespace CrmAdmin.Tests.Settings;

public sealed partial class AuditWordsTests
{
    private static readonly string[] Changing = ["create", "update", "delete"];

    [Fact]
    public void Actions_AuditedAnywhere_CanBeNarrowedTo()
    {
        var files = Directory.EnumerateFiles(Path.Combine(ArchitectureTests.Root, "src", "CrmAdmin"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "AuditWords.cs")
            .Select(File.ReadAllText)
            .ToList();
        var written = files.SelectMany(text => Written().Matches(text)).Select(match => match.Groups[1].Value);

        // Those whose verb is put in, and the two kinds of credentials, whose kind is put in too.
        var kinds = files.SelectMany(text => VerbPutIn().Matches(text)).Select(match => match.Groups[1].Value).Concat(["apiKey", "token"]);
        var audited = written.Concat(kinds.SelectMany(kind => Changing.Select(verb => $"{kind}.{verb}"))).Distinct();

        Assert.Equal(audited.Order(StringComparer.Ordinal), AuditWords.Actions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Say_OfEveryAction_SaysItInWords()
    {
        var texts = new Texts();

        Assert.All(AuditWords.Actions, action => Assert.NotEqual(action, AuditWords.Say(action, texts)));
    }

    [Theory]
    [InlineData("role", "역할")]
    [InlineData("requiresV2", "V2 서명만")]
    [InlineData("importId", "가져오기 ID")]
    [InlineData("nobodyKnows", "nobodyKnows")]
    public void Field_OfAChange_IsSaidInWords(string name, string said)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");

        Assert.Equal(said, AuditWords.Field(name, new Texts()));
    }

    [GeneratedRegex("""
        "([a-zA-Z]+\.(?:create|update|delete|restore|purge|cancel|run|undo))"
        """)]
    private static partial Regex Written();

    [GeneratedRegex("""
        \$"([a-zA-Z]+)\.\{verb\}"
        """)]
    private static partial Regex VerbPutIn();
}
