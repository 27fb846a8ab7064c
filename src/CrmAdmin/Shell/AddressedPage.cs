using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace CrmAdmin.Shell;

/// <summary>
/// A page whose state stands in its address. It reads the address when it is opened, and again at each navigation that leads
/// to it while it stands: to another entity, to other conditions, back, or by a link to the very address that it was opened at.
/// What it writes there itself (see <see cref="PageAddress"/>) is no navigation.
/// </summary>
public abstract class AddressedPage : ComponentBase, IDisposable
{
    /// <summary>Cancelled when the person leaves the page.</summary>
    protected Leaving Leaving { get; } = new();

    [Inject]
    private NavigationManager Moves { get; set; } = default!;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the page holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        Moves.LocationChanged -= Moved;
        Leaving.Dispose();
    }

    /// <summary>Shows what the address says; the route's parameters are set.</summary>
    protected abstract Task ReadAddressAsync();

    protected override Task OnInitializedAsync()
    {
        Moves.LocationChanged += Moved;
        return ReadAddressAsync();
    }

    // The router hears of it first: it has set the parameters, or disposed of a page that is left.
    private void Moved(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(async () =>
    {
        if (Leaving.IsCancellationRequested)
        {
            return;
        }

        try
        {
            // As at the first reading, what it has taken over already is shown while it waits for the rest.
            var reading = ReadAddressAsync();
            StateHasChanged();
            await reading;
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // Overtaken by what the person did since, or the page is gone.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    });
}
