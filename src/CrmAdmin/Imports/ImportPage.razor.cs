using CrmAdmin.Access;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Imports;

/// <summary>One import. It is read anew every second while it runs or is being undone, and not at all otherwise.</summary>
public sealed partial class ImportPage(CallerSource callers, Navigation lines, TimeProvider clock) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource leaving = new();
    private ImportFacts? import;
    private bool isFollowing;

    /// <summary>The import.</summary>
    [Parameter]
    public string ImportId { get; set; } = "";

    private bool IsMoving => import is { IsUnderWay: true } || import?.Undo?.GoesOn(clock.GetUtcNow().UtcDateTime) == true;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (import?.ImportId != ImportId)
        {
            await ReadAsync();
        }
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

            lines.Refresh();
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

    /// <summary>An undo goes on when the person has left, and still tells of its steps.</summary>
    private async Task ReadAsync()
    {
        if (!leaving.IsCancellationRequested)
        {
            var ct = leaving.Token;
            import = await Register.ReadAsync(await callers.GetAsync(ct), ImportId, ct);
        }
    }
}
