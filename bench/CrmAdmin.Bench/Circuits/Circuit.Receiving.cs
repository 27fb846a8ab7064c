using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;

namespace CrmAdmin.Bench.Circuits;

/// <summary>What the server tells the page.</summary>
internal sealed partial class Circuit
{
    private const int Invocation = 1;
    private const int Close = 7;
    private const int WantsObject = 1;

    /// <summary>Stands in the link of every record: a batch that has it draws rows.</summary>
    private static ReadOnlySpan<byte> RecordMark => "/CRMRC1"u8;

    private async Task ReceiveAsync()
    {
        var (received, length) = (new byte[1 << 15], 0);
        try
        {
            while (await socket.ReceiveAsync(received.AsMemory(length), closing.Token) is { MessageType: not WebSocketMessageType.Close } part)
            {
                length += part.Count;
                length = await ReadAsync(received, length);
                if (length == received.Length)
                {
                    Array.Resize(ref received, length * 2);
                }
            }

            Fail(new InvalidOperationException("The server closed a circuit."));
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    /// <summary>Reads the whole messages and moves the rest to the front; gives its length.</summary>
    private async Task<int> ReadAsync(byte[] received, int length)
    {
        var at = 0;
        if (!greeted)
        {
            // The answer to the greeting is text up to a mark of its own.
            at = Array.IndexOf(received, (byte)0x1e, 0, length) + 1;
            greeted = at > 0;
        }

        while (greeted && PackReader.Next(received.AsSpan(at, length - at), out var message) is > 0 and var taken)
        {
            var answers = Read(message);
            at += taken;
            foreach (var answer in answers)
            {
                await SendAsync(answer);
            }
        }

        received.AsSpan(at, length - at).CopyTo(received);
        return length - at;
    }

    private List<PackWriter> Read(ReadOnlySpan<byte> message)
    {
        var reader = new PackReader(message);
        reader.List();
        switch (reader.Number())
        {
            case Invocation:
                reader.Headers();
                reader.Text();
                return Called(reader.Text()!, ref reader);
            case Close:
                throw new InvalidOperationException("The server ended a circuit.");
            default:
                return [];
        }
    }

    private List<PackWriter> Called(string method, ref PackReader reader)
    {
        reader.List();
        switch (method)
        {
            case "JS.RenderBatch":
                return Drawn(reader.Number(), reader.Bytes());
            case "JS.BeginInvokeJS":
                return Asked(reader.Number(), reader.Text()!, reader.Text()!, reader.Number());
            case "JS.Error":
                throw new InvalidOperationException($"A circuit failed: {reader.Text()}");
            default:
                return [];
        }
    }

    private List<PackWriter> Drawn(long batch, ReadOnlySpan<byte> changes)
    {
        if (changes.IndexOf(RecordMark) >= 0)
        {
            rows?.TrySetResult(Stopwatch.GetTimestamp());
        }

        return [PackWriter.Call(null, "OnRenderCompleted", 2).Number(batch).Text(null)];
    }

    /// <summary>A call of a script: what gives nothing is done at once, what gives an object gets one that takes every call.</summary>
    private List<PackWriter> Asked(long call, string what, string arguments, long kind)
    {
        var given = kind == WantsObject ? $$"""{"__jsObjectId":{{++objects}}}""" : "null";
        var done = PackWriter.Call(null, "EndInvokeJSFromDotNet", 3).Number(call).Truth(true)
            .Text(string.Create(CultureInfo.InvariantCulture, $"[{call},true,{given}]"));
        switch (what)
        {
            case "Blazor._internal.attachWebRendererInterop":
                return [done, PackWriter.Call(null, "UpdateRootComponents", 2).Text(page.Components).Text(page.State)];
            case "attach" when DotNetObject().Match(arguments) is { Success: true } match:
                grid = long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
                var seen = Call("See", $"[{SeenRows}]");
                ready.TrySetResult();
                return [done, seen];
            default:
                return [done];
        }
    }

    private void Fail(Exception why)
    {
        ready.TrySetException(why);
        rows?.TrySetException(why);
    }
}
