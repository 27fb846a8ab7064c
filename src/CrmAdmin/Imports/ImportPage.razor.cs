using CrmAdmin.Access;
using CrmAdmin.Shell;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Imports;

/// <summary>One import. It is read anew every second while it runs or is being undone, and not at all otherwise.</summary>
public sealed partial class ImportPage(CallerSource callers, Navigation lines, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly Leaving leaving = new();
    private readonly Following following = new();
    private ImportFacts? import;

    /// <summary>The import.</summary>
    [Parameter]
    public string ImportId { get; set; } = "";

    private bool IsMoving => import is { IsUnderWay: true } || import?.Undo?.GoesOn(clock.GetUtcNow().UtcDateTime) == true;

    public void Dispose() => leaving.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (import?.ImportId != ImportId)
        {
            await ReadAsync();
        }
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => following.WhileAsync(() => IsMoving, FollowAsync, clock, leaving.Token);

    private async Task FollowAsync()
    {
        await ReadAsync();
        StateHasChanged();
        if (!IsMoving)
        {
            lines.Refresh();
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
