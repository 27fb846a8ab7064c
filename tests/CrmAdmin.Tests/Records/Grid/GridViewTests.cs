using CrmAdmin.Access;
using CrmAdmin.Http;
using CrmAdmin.Records.Grid.Views;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Records.Grid;

/// <summary>Saved views: each person's own.</summary>
public sealed class GridViewTests(CrmHost host) : IClassFixture<CrmHost>
{
    private static readonly GridState Spenders = new(
        "홍", """{"operator":"AND","conditions":[]}""", ["-data.spent"], ["name", "data.spent"], new Dictionary<string, int> { ["name"] = 320 })
    {
        Pinned = ["data.spent"],
    };

    private readonly Caller viewer = CrmHost.Caller(Role.Viewer);
    private readonly Caller other = CrmHost.Caller(Role.Member);
    private readonly GridViews views = host.Get<GridViews>();

    [Fact]
    public async Task Create_View_IsThereForItsOwnerAlone()
    {
        var entityId = await host.As(Role.Admin).EntityAsync();

        var made = await views.CreateAsync(viewer, entityId, " 큰손 ", Spenders, default);

        Assert.Equal(("큰손", false), (made.Name, made.IsDefault));
        Assert.Equal(Spenders, Assert.Single(await views.ListAsync(viewer, entityId, default)).State);
        Assert.Empty(await views.ListAsync(other, entityId, default));
        await RefusedAsync(ErrorCode.ResourceNotFound, () => views.DeleteAsync(other, made.ViewId, default));
        await RefusedAsync(ErrorCode.ResourceNotFound, () => views.SetDefaultAsync(other, entityId, made.ViewId, default));
        await RefusedAsync(ErrorCode.ResourceNotFound, () => views.CreateAsync(viewer, "CRMET1no", "x", Spenders, default));
    }

    [Fact]
    public async Task Names_TakenOrBad_AreRefused()
    {
        var entityId = await host.As(Role.Admin).EntityAsync();
        await views.CreateAsync(viewer, entityId, "하나", Spenders, default);
        var second = await views.CreateAsync(viewer, entityId, "둘", Spenders, default);

        await RefusedAsync(ErrorCode.Conflict, () => views.CreateAsync(viewer, entityId, "하나", Spenders, default));
        await RefusedAsync(ErrorCode.Conflict, () => views.RenameAsync(viewer, second.ViewId, "하나", default));
        await RefusedAsync(ErrorCode.ValidationError, () => views.RenameAsync(viewer, second.ViewId, "  ", default));
        Assert.Equal("셋", (await views.RenameAsync(viewer, second.ViewId, "셋", default)).Name);
        await views.CreateAsync(other, entityId, "하나", Spenders, default);
    }

    [Fact]
    public async Task Default_Set_IsOneAtATime()
    {
        var entityId = await host.As(Role.Admin).EntityAsync();
        var first = await views.CreateAsync(viewer, entityId, "하나", Spenders, default);
        var second = await views.CreateAsync(viewer, entityId, "둘", Spenders, default);

        await views.SetDefaultAsync(viewer, entityId, first.ViewId, default);
        await views.SetDefaultAsync(viewer, entityId, second.ViewId, default);
        Assert.Equal("둘", Assert.Single(await views.ListAsync(viewer, entityId, default), v => v.IsDefault).Name);

        await views.SetDefaultAsync(viewer, entityId, null, default);
        Assert.DoesNotContain(await views.ListAsync(viewer, entityId, default), v => v.IsDefault);
    }

    [Fact]
    public async Task Entity_Removed_TakesItsViewsAlong()
    {
        var entityId = await host.As(Role.Admin).EntityAsync();
        await views.CreateAsync(viewer, entityId, "하나", Spenders, default);

        Assert.Equal(200, (await host.As(Role.Admin).DeleteJson($"entities/{entityId}")).Code);

        Assert.Empty(await views.ListAsync(viewer, entityId, default));
    }

    [Fact]
    public void State_WithAnotherWidth_IsNotTheSame()
    {
        Assert.Equal(Spenders, Spenders with { Sort = ["-data.spent"] });
        Assert.NotEqual(Spenders, Spenders with { Widths = new Dictionary<string, int> { ["name"] = 300 } });
        Assert.NotEqual(Spenders, Spenders with { Columns = ["data.spent", "name"] });
    }

    private static async Task RefusedAsync(ErrorCode code, Func<Task> act) => Assert.Equal(code, (await Assert.ThrowsAsync<CrmException>(act)).Code);
}
