using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Imports;

/// <summary>The list of imports. It is read anew every second while one of them runs, and not at all otherwise.</summary>
public sealed partial class ImportsPage(EntityService catalog, CallerSource callers, TimeProvider clock) : ComponentBase, IDisposable
{
    private const int PageSize = 50;

    private readonly Leaving leaving = new();
    private readonly Latest reading = new();
    private readonly Following following = new();
    private IReadOnlyList<ImportFacts>? imports;
    private IReadOnlyList<EntitySchema> entities = [];
    private bool namesAsker;
    private bool hasMore;
    private int most = PageSize;

    private bool IsMoving => imports?.Any(import => import.IsUnderWay) == true;

    public void Dispose()
    {
        leaving.Dispose();
        reading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var ct = leaving.Token;
        await ReadAsync();
        entities = await catalog.ListAsync(await callers.GetAsync(ct), ct);
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => following.WhileAsync(() => IsMoving, FollowAsync, clock, leaving.Token);

    private async Task FollowAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        var (ct, limit) = (reading.Next(), most);
        var caller = await callers.GetAsync(ct);
        var read = await Register.ListAsync(caller, limit + 1, ct);
        ct.ThrowIfCancellationRequested();
        namesAsker = caller.SeesMasked;
        hasMore = read.Count > limit;
        imports = [.. read.Take(limit)];
    }

    private Task MoreAsync()
    {
        most += PageSize;
        return ReadAsync();
    }
}
