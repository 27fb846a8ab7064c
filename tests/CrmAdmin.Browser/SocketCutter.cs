using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CrmAdmin.Browser;

/// <summary>A relay in front of the program whose connections can be cut, as a lost network cuts them, or slowed.</summary>
public sealed class SocketCutter : IDisposable
{
    private readonly Uri target;
    private readonly ConcurrentDictionary<TcpClient, byte> sockets = new();
    private TcpListener listener;

    /// <summary>A relay to <paramref name="target"/> on a free loopback port.</summary>
    public SocketCutter(Uri target)
    {
        this.target = target;
        listener = Listen(0);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    /// <summary>The relay's address.</summary>
    public Uri Address { get; }

    /// <summary>How long each piece takes on its way, in either direction.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Drops every connection and refuses new ones.</summary>
    public void Cut()
    {
        listener.Dispose();
        foreach (var socket in sockets.Keys)
        {
            socket.Dispose();
        }
    }

    /// <summary>Accepts connections again, at the same address.</summary>
    public void Mend() => listener = Listen(Address.Port);

    public void Dispose() => Cut();

    private TcpListener Listen(int port)
    {
        var fresh = new TcpListener(IPAddress.Loopback, port);
        fresh.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        fresh.Start();
        _ = AcceptAsync(fresh);
        return fresh;
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                _ = RelayAsync(await from.AcceptTcpClientAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private async Task RelayAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            sockets[near] = sockets[far] = 0;
            try
            {
                await far.ConnectAsync(target.Host, target.Port);
                await Task.WhenAny(
                    CarryAsync(near.GetStream(), far.GetStream()),
                    CarryAsync(far.GetStream(), near.GetStream()));
            }
            catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // Either side is gone; so is the other.
            }

            sockets.TryRemove(near, out _);
            sockets.TryRemove(far, out _);
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to)
    {
        var piece = new byte[64 * 1024];
        for (int length; (length = await from.ReadAsync(piece)) > 0;)
        {
            await Task.Delay(Delay);
            await to.WriteAsync(piece.AsMemory(0, length));
        }
    }
}
