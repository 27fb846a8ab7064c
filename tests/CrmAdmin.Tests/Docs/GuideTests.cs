using System.Diagnostics;

namespace CrmAdmin.Tests.Docs;

/// <summary>Runs the examples of docs/api as they stand there.</summary>
public sealed class GuideTests(DemoServer server) : IClassFixture<DemoServer>
{
    public static TheoryData<string, string> Examples()
    {
        var examples = new TheoryData<string, string>();
        foreach (var name in Guide.Names)
        {
            foreach (var language in Guide.Languages.Keys)
            {
                examples.Add(name, language);
            }
        }

        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Examples_AsWritten_Run(string name, string language)
    {
        var script = Guide.Read(name).Script(language);
        Assert.NotEqual("", script);
        var (extension, command) = Guide.Languages[language];
        var file = Path.Combine(server.Folder, $"{name}.{extension}");
        await File.WriteAllTextAsync(file, script);

        var (code, output) = await RunAsync([.. command, file]);

        Assert.True(code == 0, $"{name}.{extension} ended with {code}:\n{output}");
    }

    [Fact]
    public void Overview_EveryGuide_IsLinked() =>
        Assert.Equal(Guide.Names, Guide.Read("README").Links.Append("README.md").Distinct().Select(l => Path.GetFileNameWithoutExtension(l)).Order(StringComparer.Ordinal));

    [Fact]
    public void Guides_Links_LeadSomewhere() =>
        Assert.All(Guide.Names.SelectMany(name => Guide.Read(name).Links), link => Assert.True(File.Exists(Path.Combine(Guide.Folder, link)), link));

    private async Task<(int Code, string Output)> RunAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = server.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in server.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Patience.Deadline);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
