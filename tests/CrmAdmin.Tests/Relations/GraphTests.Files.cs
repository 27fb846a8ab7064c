using CrmAdmin.Files;
using CrmAdmin.Tests.Files;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Relations;

/// <content>Files, which several records may hold.</content>
public sealed partial class GraphTests
{
    private async Task UploadAsync() => model.Files.Add(await Member.FileAsync(), time.GetUtcNow());

    /// <summary>Gives a record other files; one that is gone among them is refused, and the record is as it was.</summary>
    private async Task ChangeFilesAsync()
    {
        var recordId = One(model.Records);
        var photos = SomeFiles(model.IsLive(recordId) && random.Next(4) == 0 ? model.Files.All : [.. model.Files.Kept]);
        var answer = await Member.PatchJson($"records/{recordId}", new { data = new { photos } });
        var missing = photos.Where(fileId => !model.Files.IsThere(fileId)).Select(fileId => $"data.photos[{Array.IndexOf(photos, fileId)}]").ToList();
        if (!model.IsLive(recordId))
        {
            Assert.Equal(404, answer.Code);
        }
        else if (missing.Count > 0)
        {
            Assert.Equal($"400 {string.Join(' ', missing)}", answer.Paths());
        }
        else
        {
            Assert.Equal(200, answer.Code);
            model.Files.Hold(recordId, photos, time.GetUtcNow());
        }
    }

    private string[] SomeFiles(IReadOnlyList<string> among) =>
        among.Count == 0 ? [] : [.. Enumerable.Range(0, random.Next(4)).Select(_ => One(among)).Distinct()];

    /// <summary>Files that no record has held for a day go, whatever else does.</summary>
    private async Task CollectFilesAsync()
    {
        await host.Get<FileCollector>().CollectAsync(CancellationToken.None);
        model.Files.CollectFiles(time.GetUtcNow());
    }

    /// <summary>A live record shows its files in their order, and each can be had.</summary>
    private async Task CheckFilesAsync(string recordId, Answer record, string when)
    {
        var files = record["data"]![photosOf[model.EntityOf(recordId)]]?.AsArray() ?? [];
        Assert.True(model.Files.Of(recordId).SequenceEqual(files.Select(f => (string)f!["fileId"]!)), when);
        foreach (var file in files)
        {
            using var client = host.Anonymous();
            Assert.Equal(Uploads.Png, await client.GetByteArrayAsync(new Uri((string)file!["url"]!)));
        }
    }
}
