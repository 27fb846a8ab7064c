using CrmAdmin.Conditions;
using CrmAdmin.Search.Grams;
using CrmAdmin.Tests.Conditions;

namespace CrmAdmin.Tests.Search;

public sealed class GramTests
{
    [Theory]
    [InlineData("홍", "\"홍\"")]
    [InlineData("홍길", "\"홍길\"")]
    [InlineData("홍길동", "\"홍길\" AND \"길동\"")]
    [InlineData("ABC", "\"ABC\"")]
    [InlineData("AB", null)]
    [InlineData("", null)]
    public void Query_Needle_LooksUpItsPieces(string needle, string? expected) => Assert.Equal(expected, Gram.Query(needle));

    [Fact]
    public void Query_PartOfAText_FindsOnlyPiecesThatTheTextHas()
    {
        for (var seed = 0; seed < 5000; seed++)
        {
            var random = new Random(seed);
            var text = Folding.Fold(SampleTexts.Next(random) + SampleTexts.Next(random));
            var runes = text.EnumerateRunes().ToList();
            var from = random.Next(runes.Count + 1);
            var needle = string.Concat(runes[from..random.Next(from, runes.Count + 1)]);
            var held = Gram.Line(text).Split(' ').ToHashSet();
            var wanted = Gram.Query(needle)?.Split(" AND ").Select(piece => piece.Trim('"')) ?? [];
            Assert.True(wanted.All(held.Contains), $"seed {seed}: «{needle}» in «{text}»");
        }
    }
}
