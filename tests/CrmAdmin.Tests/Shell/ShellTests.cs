using System.Net;

namespace CrmAdmin.Tests.Shell;

public sealed class ShellTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Theory]
    [InlineData(null, "ko")]
    [InlineData("c=en|uic=en", "en")]
    [InlineData("c=fr|uic=fr", "ko")]
    public async Task Get_Home_IsKoreanUnlessChosenOtherwise(string? chosen, string expected)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("Accept-Language", "en-GB,en;q=0.9");
        if (chosen is not null)
        {
            client.DefaultRequestHeaders.Add("Cookie", ".AspNetCore.Culture=" + Uri.EscapeDataString(chosen));
        }

        var page = await client.GetStringAsync("/");

        Assert.Contains($"<html lang=\"{expected}\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dark", "data-theme=\"dark\"")]
    [InlineData("\"><script>", "<html lang=\"ko\">")]
    public async Task Get_Home_WithRememberedTheme_HasItInTheFirstByte(string theme, string expected)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("Cookie", "theme=" + Uri.EscapeDataString(theme));

        Assert.Contains(expected, await client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnknownPage_Is404WithAPage()
    {
        using var client = await app.SignInAsync();

        using var answer = await client.GetAsync("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("페이지가 없습니다", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/js/start.js", "text/javascript")]
    [InlineData("/app.css", "text/css")]
    [InlineData("/CrmAdmin.styles.css", "text/css")]
    [InlineData("/fonts/PretendardVariable-1.3.9.woff2", "font/woff2")]
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
