using System.Text.RegularExpressions;

namespace CrmAdmin.Tests.Docs;

/// <summary>A guide of docs/api: its text and its examples.</summary>
internal sealed partial record Guide(string Name, string Text)
{
    /// <summary>The languages of the examples, with what runs a file of each.</summary>
    public static readonly IReadOnlyDictionary<string, (string Extension, string[] Command)> Languages = new Dictionary<string, (string, string[])>
    {
        ["sh"] = ("sh", ["bash", "-euo", "pipefail"]),
        ["js"] = ("mjs", ["node"]),
        ["python"] = ("py", ["python3"]),
    };

    /// <summary>Where the guides lie.</summary>
    public static string Folder { get; } = Path.Combine(ArchitectureTests.Root, "docs", "api");

    /// <summary>The names of all guides.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary>Blocks that are to be saved under the name in their first line.</summary>
    public IEnumerable<(string FileName, string Code)> Helpers =>
        Blocks().Select(b => (Saved().Match(b.Code).Groups[1].Value, b.Code)).Where(b => b.Value.Length > 0);

    /// <summary>Where else in docs/api the text leads to.</summary>
    public IEnumerable<string> Links => Link().Matches(Text).Select(m => m.Groups[1].Value);

    public static Guide Read(string name) => new(name, File.ReadAllText(Path.Combine(Folder, name + ".md")));

    /// <summary>The examples of a language, one after the other; empty where there are none.</summary>
    public string Script(string language) =>
        string.Concat(Blocks().Where(b => b.Language == language && !Saved().IsMatch(b.Code)).Select(b => b.Code));

    private IEnumerable<(string Language, string Code)> Blocks() => Block().Matches(Text).Select(m => (m.Groups[1].Value, m.Groups[2].Value));

    [GeneratedRegex(@"^```(sh|js|python)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\A(?:#|//) (crm\.\w+)\n")]
    private static partial Regex Saved();

    [GeneratedRegex(@"\]\(([a-z-]+\.md|README\.md)\)")]
    private static partial Regex Link();
}
