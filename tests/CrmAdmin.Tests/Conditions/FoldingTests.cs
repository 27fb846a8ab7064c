using System.Text;
using CrmAdmin.Conditions;

namespace CrmAdmin.Tests.Conditions;

public sealed class FoldingTests
{
    [Fact]
    public void Fold_EveryCodePoint_IsWhatTheContractSays()
    {
        foreach (var value in Enumerable.Range(1, 0x10FFFF).Where(value => value != 0xF8FF))
        {
            if (Rune.IsValid(value))
            {
                var text = new Rune(value).ToString();
                Assert.True(OracleText.Fold(text) == Folding.Fold(text), $"U+{value:X4}");
            }
        }
    }

    [Theory]
    [InlineData("ς", "σ", true)]
    [InlineData("ẞ", "ß", false)]
    [InlineData("e\u0301", "É", true)]
    [InlineData("ı", "I", false)]
    [InlineData("Ａ", "ａ", true)]
    public void Fold_Pairs_CompareAsTheContractSays(string left, string right, bool same) =>
        Assert.Equal(same, Folding.Fold(left) == Folding.Fold(right));

    [Fact]
    public void CodePoints_AnyTexts_OrderByUtf8()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            string left = SampleTexts.Next(random), right = random.Next(2) == 0 ? SampleTexts.Varied(random, left) : SampleTexts.Next(random);
            Assert.Equal(Math.Sign(OracleText.Compare(left, right)), Math.Sign(Folding.CodePoints.Compare(left, right)));
        }
    }

    [Fact]
    public void Wrap_Values_AreFoldedAndEscaped()
    {
        Assert.Null(Folding.Wrap([]));
        Assert.Equal("\u001fGOLF\u001fPETS\u001f", Folding.Wrap(["golf", "Pets"]));
        Assert.DoesNotContain(Folding.Wrap("b"), Folding.Wrap(["a\u001fb\u001fc"]), StringComparison.Ordinal);
        Assert.NotEqual(Folding.Wrap(["a\u001f"]), Folding.Wrap(["a\u001e1"]));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a\ud7ff", "a\ue000")]
    [InlineData("\uffff", "\U00010000")]
    [InlineData("a\U0010ffff", "b")]
    [InlineData("\U0010ffff\U0010ffff", null)]
    public void Behind_Prefix_IsTheNextOne(string prefix, string? expected) => Assert.Equal(expected, Folding.Behind(prefix));
}
