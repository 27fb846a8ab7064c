using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Search;
using CrmAdmin.Tests.Http;
using CrmAdmin.Trash;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Demo;

public sealed class DemoWorkspaceTests
{
    private static readonly Caller Owner = CrmHost.Caller(Role.Owner);

    [Fact]
    public async Task Start_EmptyWorkspace_IsFilledOnce()
    {
        using var folder = new TempFolder();
        var (first, second) = (await StartAsync(folder, "true"), await StartAsync(folder, "true"));

        Assert.Equal(["고객 2970 30", "회사 238 2"], first);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Start_WorkspaceWithAnEntity_IsLeftAlone()
    {
        using var folder = new TempFolder();
        await StartAsync(folder, "false", services => services.GetRequiredService<EntityService>()
            .CreateAsync(Owner, new EntityBody("Mine", null, null), CancellationToken.None));

        Assert.Equal(["Mine 0 0"], await StartAsync(folder, "true"));
    }

    /// <summary>Starts the program, does something, and tells of each entity how many records are live and in the trash.</summary>
    private static async Task<List<string>> StartAsync(TempFolder folder, string enabled, Func<IServiceProvider, Task>? act = null)
    {
        await using var app = new CrmApp { StoragePath = folder.Path };
        app.Settings["Demo:Enabled"] = enabled;
        var services = app.Services;
        await (act?.Invoke(services) ?? Task.CompletedTask);
        var found = new List<string>();
        foreach (var entity in await services.GetRequiredService<EntityCatalog>().AllAsync(CancellationToken.None))
        {
            var live = await services.GetRequiredService<SearchService>().CountAsync(Owner, new RecordSelection(entity.EntityId), true, CancellationToken.None);
            var trash = await services.GetRequiredService<TrashList>().CountAsync(Owner, new TrashRequest(new RecordSelection(entity.EntityId)), CancellationToken.None);
            found.Add($"{entity.Name} {live.Count} {trash}");
        }

        return found;
    }
}
