using System.Globalization;
using CrmAdmin.Tests;
using CsvHelper;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmAdmin.Browser.Exports;

/// <summary>From the records to the file, at once and by a job.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ExportTests(BrowserHost host) : IAsyncLifetime
{
    private const string Narrow = "/records/contact?q=%EA%B9%80%EB%AF%BC";

    private readonly CrmApp app = new() { Settings = { ["Demo:Enabled"] = "true", ["Export:SyncLimit"] = "500" } };

    public Task InitializeAsync()
    {
        app.Listen();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Export_OfAFew_ByKeyboard_SavesWhatTheSampleShowed()
    {
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync(Narrow);
        var listed = int.Parse(await tab.Page.Locator(".page-header .count").InnerTextAsync(), CultureInfo.InvariantCulture);

        await tab.Page.ShortcutAsync("e");
        await Expect(tab.Page.Locator(".export-dialog .sample")).ToContainTextAsync("김민");
        await Expect(tab.Page.Locator(".export-dialog .summary")).ToContainTextAsync("바로 만들어집니다");
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.Keyboard.PressAsync("Enter"));

        var names = await NamesAsync(download);
        Assert.Equal(listed, names.Count);
        Assert.All(names, name => Assert.Contains("김민", name, StringComparison.Ordinal));
        await Expect(tab.Page.Locator(".export-dialog")).ToHaveCountAsync(0);
        Assert.Equal("/records/contact", new Uri(tab.Page.Url).AbsolutePath);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Export_OfMany_GoesOnAsAJobWhoseFileIsInTheList()
    {
        await using var tab = await host.OpenTabAsync(app.Address);
        await tab.GoAsync("/records/contact");
        await tab.Page.ShortcutAsync("e");
        await Expect(tab.Page.Locator(".export-dialog .summary")).ToContainTextAsync("작업으로 실행됩니다");

        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "목록 보기" }).ClickAsync();

        var row = tab.Page.Locator("tr.export");
        await Expect(row).ToContainTextAsync("완료", new() { Timeout = 60_000 });
        await Expect(tab.Page.Locator("tr.manifest")).ToContainTextAsync("SHA-256");
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => row.GetByRole(AriaRole.Button, new() { Name = "받기" }).ClickAsync());
        var names = await NamesAsync(download);
        await Expect(row).ToContainTextAsync(names.Count.ToString("N0", CultureInfo.InvariantCulture) + "건");
        Assert.True(names.Count > 500);
        Assert.Equal("/export-jobs", new Uri(tab.Page.Url).AbsolutePath);

        await tab.Page.Locator("tr.manifest input[type=file]").SetInputFilesAsync(await download.PathAsync());
        await Expect(tab.Page.Locator("tr.manifest .banner")).ToContainTextAsync("내보낸 파일과 같습니다");
        var changed = await File.ReadAllBytesAsync(await download.PathAsync());
        changed[changed.Length / 2] ^= 1;
        await tab.Page.Locator("tr.manifest input[type=file]").SetInputFilesAsync(new FilePayload { Name = "바뀐.csv", MimeType = "text/csv", Buffer = changed });
        await Expect(tab.Page.Locator("tr.manifest .banner")).ToContainTextAsync("내용이 바뀌었습니다");

        await tab.Page.Locator(".nav a[href='export-jobs']").ClickAsync();
        await Expect(tab.Page.Locator("tr.manifest")).ToHaveCountAsync(0);
        Assert.Empty(tab.Problems);
    }

    private static async Task<List<string>> NamesAsync(IDownload download)
    {
        await using var file = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        using var csv = CsvReader.Create(bytes.ToArray(), new CsvReaderOptions { HasHeader = true, MalformedData = CsvMalformedDataHandling.Throw });
        var names = new List<string>();
        while (csv.Read())
        {
            names.Add(csv.GetString(csv.GetFieldIndex("이름")));
        }

        return names;
    }
}
