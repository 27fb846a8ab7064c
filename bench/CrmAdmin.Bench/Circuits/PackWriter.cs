using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CrmAdmin.Bench.Circuits;

/// <summary>One message to a hub: MessagePack behind its length.</summary>
internal sealed class PackWriter
{
    private readonly ArrayBufferWriter<byte> pack = new();

    /// <summary>A call of a hub's method: its arguments follow.</summary>
    /// <param name="callId">Set where an answer is wanted.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">How many follow.</param>
    public static PackWriter Call(string? callId, string method, int arguments)
    {
        const int Invocation = 1;
        const int Members = 5;
        var writer = new PackWriter().List(Members).Number(Invocation);
        writer.One(0x80);
        return writer.Text(callId).Text(method).List(arguments);
    }

    /// <summary>«I am still here».</summary>
    public static byte[] Ping { get; } = new PackWriter().List(1).Number(6).Message();

    /// <summary>The beginning of a list of up to 15.</summary>
    public PackWriter List(int count)
    {
        One((byte)(0x90 | count));
        return this;
    }

    /// <summary>A text, or nothing.</summary>
    public PackWriter Text(string? text)
    {
        if (text is null)
        {
            One(0xc0);
            return this;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        One(0xdb);
        Big(bytes.Length);
        pack.Write(bytes);
        return this;
    }

    /// <summary>A whole number of up to 32 bits, as all ids of a circuit are.</summary>
    public PackWriter Number(long number)
    {
        if (number is >= 0 and < 128)
        {
            One((byte)number);
            return this;
        }

        One(0xd2);
        Big(checked((int)number));
        return this;
    }

    /// <summary>Yes or no.</summary>
    public PackWriter Truth(bool truth)
    {
        One((byte)(truth ? 0xc3 : 0xc2));
        return this;
    }

    /// <summary>The message with its length in front, seven bits a byte.</summary>
    public byte[] Message()
    {
        var message = new List<byte>(pack.WrittenCount + sizeof(int) + 1);
        var length = pack.WrittenCount;
        for (; length > 0x7f; length >>= 7)
        {
            message.Add((byte)(length | 0x80));
        }

        message.Add((byte)length);
        message.AddRange(pack.WrittenSpan);
        return [.. message];
    }

    private void One(byte one) => pack.Write([one]);

    private void Big(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        pack.Write(bytes);
    }
}
