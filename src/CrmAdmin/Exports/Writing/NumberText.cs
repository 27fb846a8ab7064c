using System.Buffers.Text;
using System.Globalization;

namespace CrmAdmin.Exports.Writing;

/// <summary>Numbers with a point and without exponent, in the fewest digits that read back as the same number.</summary>
internal static class NumberText
{
    /// <summary>Bytes that hold every finite double: sign, «0.», 323 zeros, 17 digits.</summary>
    public const int MostBytes = 352;

    /// <summary>Writes a finite number and tells its length.</summary>
    public static int Write(double value, Span<byte> target)
    {
        if (value == (long)value && Math.Abs(value) < 1e15)
        {
            Utf8Formatter.TryFormat((long)value, target, out var whole);
            return whole;
        }

        value.TryFormat(target, out var length, "R", CultureInfo.InvariantCulture);
        var exponent = target[..length].IndexOf((byte)'E');
        return exponent < 0 ? length : Expand(target, exponent, length);
    }

    private static int Expand(Span<byte> target, int exponentAt, int length)
    {
        var exponent = int.Parse(target[(exponentAt + 1)..length], CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[17];
        var count = 0;
        foreach (var b in target[..exponentAt])
        {
            if (b is >= (byte)'0' and <= (byte)'9')
            {
                digits[count++] = b;
            }
        }

        var at = target[0] == '-' ? 1 : 0;
        return exponent < 0 ? Small(target, at, digits[..count], -exponent) : Large(target, at, digits[..count], exponent);
    }

    private static int Small(Span<byte> target, int at, ReadOnlySpan<byte> digits, int exponent)
    {
        "0."u8.CopyTo(target[at..]);
        at += 2;
        target.Slice(at, exponent - 1).Fill((byte)'0');
        at += exponent - 1;
        digits.CopyTo(target[at..]);
        return at + digits.Length;
    }

    private static int Large(Span<byte> target, int at, ReadOnlySpan<byte> digits, int exponent)
    {
        var whole = Math.Min(digits.Length, exponent + 1);
        digits[..whole].CopyTo(target[at..]);
        at += whole;
        if (digits.Length > whole)
        {
            target[at++] = (byte)'.';
            digits[whole..].CopyTo(target[at..]);
            return at + digits.Length - whole;
        }

        var zeros = exponent + 1 - digits.Length;
        target.Slice(at, zeros).Fill((byte)'0');
        return at + zeros;
    }
}
