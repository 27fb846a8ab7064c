using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace CrmAdmin.Bench.Circuits;

/// <summary>
/// One live page without a browser: it speaks to the hub as the browser's script does, confirms every batch, and says yes
/// to every call of the page's scripts.
/// </summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private const int SeenRows = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(10);
    private readonly Session session;
    private readonly ServedPage page;
    private readonly ClientWebSocket socket;
    private readonly SemaphoreSlim sending = new(1);
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<long>? rows;
    private Task receiving = Task.CompletedTask;
    private Task living = Task.CompletedTask;
    private bool greeted;
    private long grid;
    private int objects;
    private int calls;

    private Circuit(Session session, ServedPage page, ClientWebSocket socket) => (this.session, this.page, this.socket) = (session, page, socket);

    /// <summary>Opens a page with a grid and waits until the grid is alive.</summary>
    public static async Task<Circuit> OpenAsync(Session session, string path)
    {
        var page = ServedPage.Read(await session.PageAsync(path));
        var circuit = new Circuit(session, page, await session.ConnectAsync());
        await circuit.socket.SendAsync(Encoding.ASCII.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, default);
        circuit.receiving = circuit.ReceiveAsync();
        circuit.living = circuit.LiveAsync();
        await circuit.SendAsync(PackWriter.Call("0", "StartCircuit", 4)
            .Text(session.Address.ToString()).Text(new Uri(session.Address, path).ToString()).Text("[]").Text(page.State));
        await circuit.ready.Task.WaitAsync(Longest);
        return circuit;
    }

    /// <summary>Follows a link inside the program; gives the milliseconds until the batch with the new rows.</summary>
    public Task<double> FollowAsync(string path) => TakeAsync(
        PackWriter.Call(null, "OnLocationChanged", 3).Text(new Uri(session.Address, path).ToString()).Text(null).Truth(true));

    /// <summary>Scrolls the grid so that other rows can be seen; gives the milliseconds until the batch that has them.</summary>
    public Task<double> ScrollAsync(int first) => TakeAsync(Call("ShowAsync", $"[{first},{first + SeenRows}]"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await Task.WhenAll(receiving, living);
        socket.Dispose();
        sending.Dispose();
        closing.Dispose();
    }

    /// <summary>A call of the grid by its script.</summary>
    private PackWriter Call(string what, string arguments) =>
        PackWriter.Call(null, "BeginInvokeDotNetFromJS", 5).Text($"{++calls}").Text(null).Text(what).Number(grid).Text(arguments);

    private async Task<double> TakeAsync(PackWriter act)
    {
        var waiting = rows = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = Stopwatch.GetTimestamp();
        await SendAsync(act);
        return Stopwatch.GetElapsedTime(begun, await waiting.Task.WaitAsync(Longest)).TotalMilliseconds;
    }

    private Task SendAsync(PackWriter message) => SendAsync(message.Message());

    private async Task SendAsync(byte[] message)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, true, default);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task LiveAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Alive, closing.Token);
                await SendAsync(PackWriter.Ping);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // It is closed; if not by us, whoever waits for an answer is told.
        }
    }

    [GeneratedRegex("""__dotNetObject":(\d+)""")]
    private static partial Regex DotNetObject();
}
