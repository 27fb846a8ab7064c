using CrmAdmin.Access;
using CrmAdmin.Http;

namespace CrmAdmin.Shell;

/// <summary>The frame of every page: navigation, toasts, questions, palette.</summary>
public sealed partial class MainLayout(Navigation navigation, CallerSource callers, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan CountsEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MovingEvery = TimeSpan.FromSeconds(5);

    private readonly Leaving leaving = new();
    private PageBoundary? boundary;
    private Caller? caller;
    private IReadOnlyList<NavLine> lines = [];
    private IReadOnlyDictionary<string, NavCount> counts = new Dictionary<string, NavCount>();
    private ITimer? counting;

    public void Dispose()
    {
        navigation.Stale -= Recount;
        counting?.Dispose();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync(async () => lines = await navigation.LinesAsync(caller!, leaving.Token));
    }

    // Counts are dear: only a page that is looked at asks for them, and never before it stands.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            navigation.Stale += Recount;
            counting = clock.CreateTimer(_ => Recount(), null, CountsEvery, CountsEvery);
            await CountAsync();
        }
    }

    // Another page, another chance.
    protected override void OnParametersSet() => boundary?.Recover();

    // Entities come, go and are renamed, by this person or another: their lines are read with the counts.
    private void Recount() => _ = InvokeAsync(async () =>
    {
        await ReadAsync(async () => lines = await navigation.LinesAsync(caller!, leaving.Token));
        await CountAsync();
    });

    private async Task CountAsync()
    {
        await ReadAsync(async () => counts = await navigation.CountsAsync(caller!, leaving.Token));
        counting?.Change(counts.Values.Any(count => count.IsMoving) ? MovingEvery : CountsEvery, CountsEvery);
        StateHasChanged();
    }

    /// <summary>What the frame cannot read it leaves as it is; the page itself says what is wrong.</summary>
    private async Task ReadAsync(Func<Task> read)
    {
        try
        {
            caller = await callers.GetAsync(leaving.Token);
            await read();
        }
        catch (Exception fault) when (fault is CrmException or OperationCanceledException or ObjectDisposedException)
        {
            // The session ended, or the page did.
        }
    }
}
