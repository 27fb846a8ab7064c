using System.Text;
using System.Text.Json.Nodes;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Files;
using CrmAdmin.Tests.Http;
using CrmAdmin.Trash;

namespace CrmAdmin.Tests.Files;

public sealed class FilePropertyTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private CrmHost host = null!;
    private string entityId = "";
    private string photos = "";

    private HttpClient Owner => host.As(Role.Owner);

    public async Task InitializeAsync()
    {
        host = new CrmHost { Time = time };
        entityId = await Owner.EntityAsync();
        photos = await Owner.PropertyAsync(entityId, "photos", "FILE");
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Answer_Everywhere_ShowsFilesWithFreshUrls()
    {
        var (first, second) = (await Owner.FileAsync("하나.png"), await Owner.FileAsync("둘.txt", [.. "글"u8]));
        var created = await Owner.PostJson("records", new { entityId, name = "가", data = new { photos = new[] { second, first } } });
        var recordId = (string)created["recordId"]!;
        var patched = await Owner.PatchJson($"records/{recordId}", new { name = "나" });
        var read = await Owner.GetJson($"records/{recordId}");
        var found = await Owner.PostJson("records/search/advanced", new { entityId });
        var listed = await Owner.GetJson($"records?entityId={entityId}");
        await Owner.DeleteJson($"records/{recordId}");
        var trashed = await Owner.GetJson($"records/trash?entityId={entityId}");

        var answers = new[] { created.Body, patched.Body, read.Body, found["data"]![0], listed["data"]![0], trashed["data"]![0] };
        foreach (var files in answers.Select(answer => answer!["data"]![photos]!.AsArray()))
        {
            Assert.Equal([(second, "둘.txt", "text/plain", 3), (first, "하나.png", "image/png", Uploads.Png.Length)], files.Select(Described));
            Assert.Equal("글", Encoding.UTF8.GetString(await host.Anonymous().GetByteArrayAsync(new Uri((string)files[0]!["url"]!))));
        }
    }

    [Fact]
    public async Task Answer_Masked_IsAnEmptyList()
    {
        var secret = await Owner.PropertyAsync(entityId, "secret", "FILE", isMasked: true);
        var recordId = await Owner.RecordAsync(entityId, "가", new { secret = new[] { await Owner.FileAsync() } });
        var seen = (await host.As(Role.Member).GetJson($"records/{recordId}"))["data"]![secret]!;

        Assert.Equal("[]", seen.ToJsonString());
        Assert.Equal(200, (await host.As(Role.Member).PatchJson($"records/{recordId}", new { data = new { secret = Array.Empty<string>() } })).Code);
        Assert.Single((await Owner.GetJson($"records/{recordId}"))["data"]![secret]!.AsArray());
    }

    [Fact]
    public async Task Write_UnknownFile_IsNamedByItsPath()
    {
        var known = await Owner.FileAsync();
        var unknown = IdPrefixed("x");
        var recordId = await Owner.RecordAsync(entityId, "가");

        Assert.Equal("400 data.photos[1]", (await Owner.PostJson("records", new { entityId, name = "나", data = new { photos = new[] { known, unknown } } })).Paths());
        Assert.Equal("400 data.photos[0]", (await Owner.PatchJson($"records/{recordId}", new { data = new { photos = new[] { unknown } } })).Paths());
        Assert.Null((await Owner.GetJson($"records/{recordId}"))["data"]![photos]);
    }

    [Fact]
    public async Task Bulk_UnknownFile_StandsAlone()
    {
        var known = await Owner.FileAsync();
        object Item(string name, string file) => new { name, data = new { photos = new[] { file } } };
        var created = await Owner.PostJson("records/bulk/create", new { entityId, records = new[] { Item("가", IdPrefixed("x")), Item("나", known) } });
        var recordId = (string)created["resultList"]![1]!["recordId"]!;
        var updated = await Owner.PostJson("records/bulk/update", new { records = new[] { new { recordId, data = new { photos = new[] { IdPrefixed("y") } } } } });

        Assert.Equal((1, 1), ((int)created["created"]!, (int)created["skipped"]!));
        Assert.Equal("records[0].data.photos[0]", (string?)created["resultList"]![0]!["details"]![0]!["path"]);
        Assert.Equal("records[0].data.photos[0]", (string?)updated["resultList"]![0]!["details"]![0]!["path"]);
    }

    [Fact]
    public async Task File_ThatNoRecordHeldForADay_IsCollected()
    {
        var (never, held, let) = (await Owner.FileAsync(), await Owner.FileAsync(), await Owner.FileAsync());
        var recordId = await Owner.RecordAsync(entityId, "가", new { photos = new[] { held, let } });
        time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await CollectAsync());
        await Owner.PatchJson($"records/{recordId}", new { data = new { photos = new[] { held } } });
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await CollectAsync());
        Assert.Equal([held, let], Stored(never, held, let));
        time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(1, await CollectAsync());
        Assert.Equal([held], Stored(never, held, let));
        Assert.Equal("400 data.photos[0]", (await Owner.PatchJson($"records/{recordId}", new { data = new { photos = new[] { let } } })).Paths());
    }

    [Fact]
    public async Task PermanentDelete_FilesThatNoOtherRecordHolds_GoWithIt()
    {
        var (own, shared) = (await Owner.FileAsync(), await Owner.FileAsync());
        var gone = await Owner.RecordAsync(entityId, "가", new { photos = new[] { own, shared } });
        await Owner.RecordAsync(entityId, "나", new { photos = new[] { shared } });
        var url = (string)(await Owner.GetJson($"records/{gone}"))["data"]![photos]![0]!["url"]!;
        await Owner.DeleteJson($"records/{gone}?permanent=true");

        Assert.Equal(403, (await host.Anonymous().GetJson(new Uri(url).PathAndQuery)).Code);
        await CollectAsync();
        Assert.Equal([shared], Stored(own, shared));
    }

    [Fact]
    public async Task PermanentDelete_SaysOnlyTheFilesThatGo()
    {
        var (own, shared) = (await Owner.FileAsync(), await Owner.FileAsync());
        var first = await Owner.RecordAsync(entityId, "가", new { photos = new[] { own, shared } });
        var second = await Owner.RecordAsync(entityId, "나", new { photos = new[] { shared } });

        Assert.Equal(1, await FilesOfAsync(first));
        Assert.Equal(0, await FilesOfAsync(second));
        Assert.Equal(2, await FilesOfAsync(first, second));
    }

    [Fact]
    public async Task Restore_BringsTheFilesBack()
    {
        var file = await Owner.FileAsync();
        var recordId = await Owner.RecordAsync(entityId, "가", new { photos = new[] { file } });
        await Owner.DeleteJson($"records/{recordId}");
        time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await CollectAsync());
        await Owner.PostJson($"records/{recordId}/restore", null);

        Assert.Equal(file, (string?)(await Owner.GetJson($"records/{recordId}"))["data"]![photos]![0]!["fileId"]);
    }

    [Fact]
    public async Task RemovedProperty_LetsItsFilesGo()
    {
        var file = await Owner.FileAsync();
        await Owner.RecordAsync(entityId, "가", new { photos = new[] { file } });
        Assert.Equal(200, (await Owner.DeleteJson($"properties/{photos}")).Code);
        Assert.Equal(0, await CollectAsync());
        time.Advance(TimeSpan.FromHours(25));

        Assert.Equal(1, await CollectAsync());
    }

    [Fact]
    public async Task Export_FileCells_AreNamesJoinedByABar()
    {
        var (first, second) = (await Owner.FileAsync("가나.png"), await Owner.FileAsync("다,라.txt"));
        await Owner.RecordAsync(entityId, "가", new { photos = new[] { second, first, second } });
        await Owner.RecordAsync(entityId, "나");
        var export = await Owner.PostJson("records/export/request", new { entityId, format = "csv", columns = new[] { "name", "data.photos" }, sortFields = new[] { "name" }, bom = false });
        var csv = await host.Anonymous().GetStringAsync(new Uri((string)export["downloadUrl"]!));

        Assert.Equal("이름,photos\r\n가,\"다,라.txt|가나.png|다,라.txt\"\r\n나,\r\n", csv);
    }

    [Fact]
    public async Task Condition_OnFiles_TellsEmptyFromNotEmpty()
    {
        await Owner.RecordAsync(entityId, "가", new { photos = new[] { await Owner.FileAsync() } });
        await Owner.RecordAsync(entityId, "나");
        var group = new { @operator = "AND", conditions = new[] { new { field = "data.photos", @operator = "is_not_empty" } } };
        var found = await Owner.PostJson("records/search/advanced", new { entityId, conditionGroup = group });

        Assert.Equal("가", (string?)Assert.Single(found["data"]!.AsArray())!["name"]);
    }

    private static string IdPrefixed(string tail) => "CRMFL1" + tail.PadLeft(26, '0');

    private static (string, string, string, int) Described(JsonNode? file) =>
        ((string)file!["fileId"]!, (string)file["fileName"]!, (string)file["mimeType"]!, (int)file["fileSize"]!);

    private async Task<long> FilesOfAsync(params string[] recordIds)
    {
        var schema = await host.Get<EntityCatalog>().GetAsync(entityId, CancellationToken.None);
        var counts = await host.Get<TrashAttachments>().CountAsync(CrmHost.Caller(Role.Viewer), schema, recordIds, CancellationToken.None);
        return counts.Single(count => count.TextKey == "Files.CountGoing").Count;
    }

    private Task<int> CollectAsync() => host.Get<FileCollector>().CollectAsync(CancellationToken.None);

    private string[] Stored(params string[] among)
    {
        var names = Directory.EnumerateFiles(Path.Combine(host.App.StoragePath, "files"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToHashSet();
        return [.. among.Where(names.Contains)];
    }
}
