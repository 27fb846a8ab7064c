using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace CrmAdmin.Exports.Writing;

/// <summary>Collects bytes in one pooled block and hands full blocks to a stream.</summary>
internal sealed class Utf8Output(Stream target) : IDisposable
{
    private const int Block = 128 * 1024;
    private byte[] block = ArrayPool<byte>.Shared.Rent(Block);
    private int length;

    /// <summary>Room for <paramref name="size"/> bytes (at most 1,024); follow with <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int size)
    {
        if (block.Length - length < size)
        {
            Flush();
        }

        return block.AsSpan(length, size);
    }

    /// <summary>Takes over what was written into the reserved room.</summary>
    public void Advance(int written) => length += written;

    /// <summary>Writes bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > block.Length - length)
        {
            Flush();
            if (bytes.Length > block.Length)
            {
                target.Write(bytes);
                return;
            }
        }

        bytes.CopyTo(block.AsSpan(length));
        length += bytes.Length;
    }

    /// <summary>Writes one byte.</summary>
    public void Write(byte value)
    {
        if (length == block.Length)
        {
            Flush();
        }

        block[length++] = value;
    }

    /// <summary>Writes a text as UTF-8.</summary>
    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a whole number in decimal digits.</summary>
    public void Write(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(20), out var written);
        Advance(written);
    }

    /// <summary>Hands everything to the stream.</summary>
    public void Flush()
    {
        target.Write(block.AsSpan(0, length));
        length = 0;
    }

    /// <summary>Gives the block back. Does not flush and leaves the stream open.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(block);
        block = [];
        length = 0;
    }
}
