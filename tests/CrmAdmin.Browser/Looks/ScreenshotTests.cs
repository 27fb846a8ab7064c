using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace CrmAdmin.Browser.Looks;

/// <summary>
/// Pictures of every page in both languages, both themes and three widths, into the ignored folder screenshots/.
/// SCREENSHOTS=1 dotnet test tests/CrmAdmin.Browser --filter Looks.ScreenshotTests; SCREENSHOTS=home,login picks pages.
/// </summary>
[Collection(LooksCollection.Name)]
public sealed class ScreenshotTests(BrowserHost host)
{
    private static readonly (int Width, int Height)[] Sizes = [(1440, 900), (1024, 768), (390, 844)];

    [ScreenshotsFact]
    public async Task EveryPage_InEveryLook_IsPhotographed()
    {
        var wanted = Environment.GetEnvironmentVariable("SCREENSHOTS")!.Split(',');
        var folder = Folder();
        Directory.CreateDirectory(folder);
        foreach (var page in SeenPage.All.Where(p => wanted.Contains(p.Name) || wanted is ["1"]))
        {
            await using var tab = await host.OpenTabAsync(signIn: page.SignedIn);
            foreach (var language in new[] { "ko", "en" })
            {
                foreach (var theme in new[] { "light", "dark" })
                {
                    await tab.PreferAsync(language, theme);
                    foreach (var (width, height) in Sizes)
                    {
                        await tab.Page.SetViewportSizeAsync(width, height);
                        await tab.ShowAsync(page);
                        await tab.Page.ScreenshotAsync(new()
                        {
                            Path = Path.Combine(folder, $"{page.Name}-{language}-{theme}-{width}.png"),
                            Animations = ScreenshotAnimations.Disabled,
                        });
                    }
                }
            }
        }
    }

    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../screenshots"));
}
