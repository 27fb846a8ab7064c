using System.Buffers.Binary;
using System.Text;

namespace CrmAdmin.Bench.Circuits;

/// <summary>Reads one message of a hub.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> pack)
{
    private ReadOnlySpan<byte> rest = pack;

    /// <summary>Finds the next whole message.</summary>
    /// <param name="received">What came in and was not read yet.</param>
    /// <param name="message">The message behind its length.</param>
    /// <returns>How much of what came in that was; 0 while it is not whole.</returns>
    public static int Next(ReadOnlySpan<byte> received, out ReadOnlySpan<byte> message)
    {
        message = default;
        var (length, at) = (0, 0);
        do
        {
            if (at == received.Length)
            {
                return 0;
            }

            length |= (received[at] & 0x7f) << (7 * at);
        }
        while ((received[at++] & 0x80) != 0);
        if (received.Length < at + length)
        {
            return 0;
        }

        message = received.Slice(at, length);
        return at + length;
    }

    /// <summary>The beginning of a list: how many follow.</summary>
    public int List()
    {
        var kind = Byte();
        return kind switch
        {
            >= 0x90 and <= 0x9f => kind & 0x0f,
            0xdc => (int)Big(2),
            _ => throw Wrong(kind),
        };
    }

    /// <summary>Passes over the headers of a message.</summary>
    public void Headers()
    {
        if (Byte() is var kind && kind != 0x80)
        {
            throw Wrong(kind);
        }
    }

    /// <summary>A whole number.</summary>
    public long Number()
    {
        var kind = Byte();
        return kind switch
        {
            < 0x80 => kind,
            >= 0xe0 => (sbyte)kind,
            0xcc => Big(1),
            0xcd => Big(2),
            0xce => Big(4),
            0xcf or 0xd3 => Big(8),
            0xd0 => (sbyte)Big(1),
            0xd1 => (short)Big(2),
            0xd2 => (int)Big(4),
            _ => throw Wrong(kind),
        };
    }

    /// <summary>A text, or nothing.</summary>
    public string? Text()
    {
        var kind = Byte();
        var length = kind switch
        {
            0xc0 => -1,
            >= 0xa0 and <= 0xbf => kind & 0x1f,
            0xd9 => (int)Big(1),
            0xda => (int)Big(2),
            0xdb => (int)Big(4),
            _ => throw Wrong(kind),
        };
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    /// <summary>Bytes as they are.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var kind = Byte();
        return Take(kind switch
        {
            0xc4 => (int)Big(1),
            0xc5 => (int)Big(2),
            0xc6 => (int)Big(4),
            _ => throw Wrong(kind),
        });
    }

    private static InvalidDataException Wrong(byte kind) => new($"The hub sent 0x{kind:x2} where something else was expected.");

    private byte Byte() => Take(1)[0];

    private long Big(int bytes)
    {
        Span<byte> whole = stackalloc byte[sizeof(long)];
        whole.Clear();
        Take(bytes).CopyTo(whole[(sizeof(long) - bytes)..]);
        return BinaryPrimitives.ReadInt64BigEndian(whole);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
