using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Access;

public sealed class RecordHistoryTests(CrmHost host) : IClassFixture<CrmHost>
{
    [Fact]
    public async Task List_MaskedField_IsMaskedBelowAdmin()
    {
        var owner = host.As(Role.Owner);
        var entityId = await owner.EntityAsync();
        var open = await owner.PropertyAsync(entityId, "open");
        var secret = await owner.PropertyAsync(entityId, "secret", isMasked: true);
        var removed = await owner.PropertyAsync(entityId, "removed", "NUMBER");
        var recordId = await owner.RecordAsync(entityId, "one");
        await Making.Made(owner.PatchJson($"records/{recordId}", new { data = new { open = "보임", secret = "홍길동", removed = 7 } }));
        await Making.Made(owner.DeleteJson($"properties/{removed}"));

        var seen = await ChangesAsync(recordId, Role.Viewer);
        var unmasked = await ChangesAsync(recordId, Role.Admin);

        Assert.Equal(("보임", "홍**", "***"), (seen[$"data.{open}"], seen[$"data.{secret}"], seen[$"data.{removed}"]));
        Assert.Equal(("보임", "홍길동", "7"), (unmasked[$"data.{open}"], unmasked[$"data.{secret}"], unmasked[$"data.{removed}"]));
    }

    [Fact]
    public async Task List_RecordInTheTrash_IsNotFound()
    {
        var owner = host.As(Role.Owner);
        var recordId = await owner.RecordAsync(await owner.EntityAsync(), "one");
        await Making.Made(owner.DeleteJson($"records/{recordId}"));

        var refusal = await Assert.ThrowsAsync<CrmException>(() => ChangesAsync(recordId, Role.Admin));

        Assert.Equal(ErrorCode.ResourceNotFound, refusal.Code);
    }

    private async Task<Dictionary<string, string>> ChangesAsync(string recordId, Role role)
    {
        var page = await host.Get<RecordHistory>().ListAsync(CrmHost.Caller(role), recordId, new ListQuery(20, null), CancellationToken.None);
        Assert.Equal(["record.update", "record.create"], page.Data.Select(e => e.Action));
        return page.Data[0].Changes!.Value.EnumerateArray().ToDictionary(c => c.GetProperty("field").GetString()!, c => c.GetProperty("to").ToString());
    }
}
