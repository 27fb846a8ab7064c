using CrmAdmin.Storage;

namespace CrmAdmin.Tests.Storage;

public sealed class StorageLockTests
{
    [Fact]
    public async Task TakeAsync_FolderInUse_IsRefusedUntilItIsFree()
    {
        using var folder = new TempFolder();
        var options = new DatabaseOptions { ConnectionString = "", StoragePath = folder.Path };
        using var first = new StorageLock(options);
        using var second = new StorageLock(options);
        await first.TakeAsync(CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => second.TakeAsync(CancellationToken.None));
        first.Dispose();
        await second.TakeAsync(CancellationToken.None);

        Assert.Contains(folder.Path, refusal.Message, StringComparison.Ordinal);
    }
}
