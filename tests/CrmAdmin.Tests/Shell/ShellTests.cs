using System.Net;

namespace CrmAdmin.Tests.Shell;

public sealed class ShellTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Theory]
    [InlineData(null, "ko")]
    [InlineData("en-GB,en;q=0.9", "en")]
    [InlineData("fr", "ko")]
    public async Task Get_Home_NamesItsLanguage(string? accepted, string expected)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", accepted);

        var page = await client.GetStringAsync("/");

        Assert.Contains($"<html lang=\"{expected}\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/js/start.js", "text/javascript")]
    [InlineData("/app.css", "text/css")]
    [InlineData("/_content/Radzen.Blazor/Radzen.Blazor.js", "text/javascript")]
    public async Task Get_StaticFile_IsServed(string path, string mediaType)
    {
        using var client = app.CreateClient();

        using var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Get_Home_ForbidsInlineScripts()
    {
        using var client = app.CreateClient();

        using var answer = await client.GetAsync("/");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
    }
}
