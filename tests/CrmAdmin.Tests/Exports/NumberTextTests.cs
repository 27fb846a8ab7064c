using System.Globalization;
using System.Numerics;
using System.Text;
using CrmAdmin.Exports.Writing;

namespace CrmAdmin.Tests.Exports;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0d, "0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(0.1, "0.1")]
    [InlineData(123456.78, "123456.78")]
    [InlineData(1e-7, "0.0000001")]
    [InlineData(-1.25e-7, "-0.000000125")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(9007199254740991d, "9007199254740991")]
    [InlineData(-9007199254740991d, "-9007199254740991")]
    [InlineData(1.5e20, "150000000000000000000")]
    [InlineData(1234567890123456.5, "1234567890123456.5")]
    public void Write_Number_PlainAndShortest(double value, string expected) => Assert.Equal(expected, Write(value));

    [Fact]
    public void Write_AnyFiniteDouble_ReadsBackAndHasNoExponent()
    {
        var random = new Random(1);
        Assert.Equal("0", Write(-0d));
        for (var i = 0; i < 200_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                var text = Write(value);
                Assert.Matches("^-?[0-9]+(\\.[0-9]+)?$", text);
                Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
                Assert.Equal(Plain(value), text);
            }
        }
    }

    /// <summary>The shortest digits, spelt out by another way than the writer's.</summary>
    internal static string Plain(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var parts = text.Split('E');
        if (parts.Length == 1)
        {
            return text == "-0" ? "0" : text;
        }

        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var decimals = parts[0].Contains('.', StringComparison.Ordinal) ? parts[0].Length - 1 - parts[0].IndexOf('.', StringComparison.Ordinal) : 0;
        var exponent = int.Parse(parts[1], CultureInfo.InvariantCulture) - decimals;
        if (exponent >= 0)
        {
            return (BigInteger.Parse(digits, CultureInfo.InvariantCulture) * BigInteger.Pow(10, exponent)).ToString(CultureInfo.InvariantCulture);
        }

        var sign = digits.StartsWith('-') ? "-" : "";
        var padded = digits.TrimStart('-').PadLeft(1 - exponent, '0');
        return $"{sign}{padded[..^-exponent]}.{padded[^-exponent..]}";
    }

    private static string Write(double value)
    {
        var target = new byte[NumberText.MostBytes];
        return Encoding.UTF8.GetString(target, 0, NumberText.Write(value, target));
    }
}
