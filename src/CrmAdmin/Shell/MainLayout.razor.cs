using CrmAdmin.Access;

namespace CrmAdmin.Shell;

/// <summary>The frame of every page: navigation, toasts, questions, palette.</summary>
public sealed partial class MainLayout(Navigation navigation) : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private PageBoundary? boundary;
    private IReadOnlyList<NavLine> lines = [];
    private IReadOnlyDictionary<string, NavCount> counts = new Dictionary<string, NavCount>();

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var caller = new Caller("nobody", ActorKind.System, "", Role.Viewer, "");
        lines = await navigation.LinesAsync(caller, leaving.Token);
        counts = await navigation.CountsAsync(caller, leaving.Token);
    }

    // Another page, another chance.
    protected override void OnParametersSet() => boundary?.Recover();
}
