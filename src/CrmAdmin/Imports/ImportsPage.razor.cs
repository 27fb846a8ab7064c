using CrmAdmin.Access;
using CrmAdmin.Entities;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Imports;

/// <summary>The list of imports. It is read anew every second while one of them runs, and not at all otherwise.</summary>
public sealed partial class ImportsPage(EntityService catalog, CallerSource callers, TimeProvider clock) : ComponentBase, IDisposable
{
    private const int PageSize = 50;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<ImportFacts>? imports;
    private IReadOnlyList<EntitySchema> entities = [];
    private bool namesAsker;
    private bool isFollowing;
    private bool hasMore;
    private int most = PageSize;

    private bool IsMoving => imports?.Any(import => import.IsUnderWay) == true;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var ct = leaving.Token;
        await ReadAsync();
        entities = await catalog.ListAsync(await callers.GetAsync(ct), ct);
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => IsMoving && !isFollowing ? FollowAsync() : Task.CompletedTask;

    private async Task FollowAsync()
    {
        isFollowing = true;
        try
        {
            using var timer = new PeriodicTimer(Beat, clock);
            while (IsMoving && !leaving.IsCancellationRequested && await timer.WaitForNextTickAsync(leaving.Token))
            {
                await ReadAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            isFollowing = false;
        }
    }

    private async Task ReadAsync()
    {
        var ct = leaving.Token;
        var caller = await callers.GetAsync(ct);
        var read = await Register.ListAsync(caller, most + 1, ct);
        namesAsker = caller.SeesMasked;
        hasMore = read.Count > most;
        imports = [.. read.Take(most)];
    }

    private Task MoreAsync()
    {
        most += PageSize;
        return ReadAsync();
    }
}
