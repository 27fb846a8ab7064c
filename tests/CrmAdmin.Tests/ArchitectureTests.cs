using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CrmAdmin.Tests;

/// <summary>The rules that project walls would hold elsewhere, read from the sources.</summary>
public sealed partial class ArchitectureTests
{
    private const int MaxLines = 250;

    /// <summary>The top of the repository.</summary>
    internal static readonly string Root = FindRoot();

    [Fact]
    public void Sources_HandWritten_StayShort() =>
        AssertNone(Sources("*.cs", "*.razor", "*.css", "*.js")
            .Where(f => File.ReadLines(f).Count() > MaxLines));

    [Fact]
    public void PagesAndEndpoints_Reading_KnowNoEntityFramework() =>
        AssertNone(ProductSources("*.razor", "*.razor.cs", "*Endpoints.cs")
            .Where(f => File.ReadAllText(f).Contains("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)));

    [Fact]
    public void SoftDeleteFilter_Lifted_InTrashAlone() =>
        AssertNone(ProductSources("*.cs", "*.razor")
            .Where(f => !Relative(f).StartsWith("src/CrmAdmin/Trash/", StringComparison.Ordinal))
            .Where(f => LiftedFilter().IsMatch(File.ReadAllText(f))));

    // The browser script is older than the server: these calls have no other side (docs/decisions/0002).
    [Fact]
    public void ScriptCalls_UnknownToTheBrowserScript_AreNotMade() =>
        AssertNone(ProductSources("*.cs", "*.razor")
            .Where(f => BannedScriptCall().IsMatch(File.ReadAllText(f))));

    // What opens a connection to SQLite sees to its checkpoints, what begins a transaction to the write gate.
    [Fact]
    public void Connections_AndTransactions_BeginInTheirPlacesAlone()
    {
        string[] places = ["Jobs/JobsFeature.cs", "Storage/CrmDbFactory.cs", "Storage/Snapshot.cs", "Storage/SqliteCheckpoint.cs", "Storage/Store.cs"];
        AssertNone(ProductSources("*.cs", "*.razor")
            .Where(f => !places.Contains(Relative(f)["src/CrmAdmin/".Length..]))
            .Where(f => Beginning().IsMatch(File.ReadAllText(f))));
    }

    [GeneratedRegex(@"new SqliteConnection\(|\bUseSqlite\(|\bBeginTransaction")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\bIgnoreQueryFilters\b")]
    private static partial Regex LiftedFilter();

    [GeneratedRegex(@"\b(GetValueAsync|SetValueAsync|InvokeConstructorAsync)\b")]
    private static partial Regex BannedScriptCall();

    private static IEnumerable<string> ProductSources(params string[] patterns) =>
        Sources(patterns).Where(f => Relative(f).StartsWith("src/", StringComparison.Ordinal));

    private static IEnumerable<string> Sources(params string[] patterns) =>
        from folder in new[] { "src", "tests", "wwwroot", "bench" }
        let path = Path.Combine(Root, folder)
        where Directory.Exists(path)
        from pattern in patterns
        from file in Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
        where !NotHandWritten().IsMatch(Relative(file))
        select file;

    [GeneratedRegex("/(bin|obj|Migrations|lib)/")]
    private static partial Regex NotHandWritten();

    private static void AssertNone(IEnumerable<string> files) =>
        Assert.Equal([], files.Select(Relative).Distinct().Order(StringComparer.Ordinal));

    private static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = Path.GetDirectoryName(thisFile)!;
        while (!File.Exists(Path.Combine(folder, "CrmAdmin.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
