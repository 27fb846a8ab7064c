using System.Text.Json;
using CrmAdmin.Records.Grid;

namespace CrmAdmin.Tests.Records.Grid;

/// <summary>What a grid shows, as its address holds it; what is chosen in it.</summary>
public sealed class GridStateTests
{
    private const string Tree = """{"operator":"AND","conditions":[{"field":"name","operator":"contains","value":"홍 & 길=동?"},{"operator":"OR","conditions":[]}]}""";

    [Fact]
    public void Address_WrittenAndRead_IsTheSameState()
    {
        var state = new GridQuery { Keyword = "홍 길동&", Conditions = Tree, Sort = ["-data.spent", "name"], Columns = ["name", "data.grade"], View = "CRMVW1a" };

        var read = GridAddress.Read(Uri(GridAddress.Write(state, null)), out var link);

        Assert.Null(link);
        Assert.Equal(JsonSerializer.Serialize(state), JsonSerializer.Serialize(read));
        Assert.Equal(1, read.ConditionCount);
    }

    [Fact]
    public void Address_OfAStoredTree_NamesTheLinkAlone()
    {
        var written = GridAddress.Write(new GridQuery { Conditions = Tree }, "abc");

        GridAddress.Read(Uri(written), out var link);

        Assert.Equal("abc", link);
        Assert.Null(written["c"]);
    }

    [Fact]
    public void Address_OfAViewAlone_SaysNothingElse()
    {
        Assert.True(GridAddress.Read(Uri(GridAddress.Write(new GridQuery { View = "CRMVW1a" }, null)), out _).SaysNothing);
        Assert.False(GridAddress.Read(new Uri("http://localhost/records/contact?view=CRMVW1a&columns=name"), out _).SaysNothing);
    }

    [Theory]
    [InlineData("?c=%%%&q=")]
    [InlineData("?c=AAAA")]
    [InlineData("?c=nonsense!")]
    [InlineData("?where=[1]")]
    [InlineData("?where={")]
    [InlineData("?sort=,,&columns=")]
    public void Address_Mangled_OpensWithoutConditions(string query)
    {
        var read = GridAddress.Read(new Uri("http://localhost/records/contact" + query), out var link);

        Assert.Null(link);
        Assert.False(read.IsNarrowed);
        Assert.Empty(read.Sort);
    }

    [Fact]
    public void Sort_PressedAgainAndAgain_GoesUpDownAndAway()
    {
        var state = new GridQuery();
        var seen = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            state = state.Sorted("name", beside: false, most: 5);
            seen.Add(string.Join(',', state.Sort));
        }

        Assert.Equal(["name", "-name", ""], seen);
    }

    [Fact]
    public void Sort_PressedBesideOthers_KeepsTheirOrderAndStopsAtTheMost()
    {
        var state = new GridQuery();
        foreach (var path in new[] { "a", "b", "c", "d", "e", "f", "b" })
        {
            state = state.Sorted(path, beside: true, most: 5);
        }

        Assert.Equal(["a", "-b", "c", "d", "e"], state.Sort);
    }

    [Fact]
    public void Selection_OfEverythingButOne_HoldsNoIds()
    {
        var selection = new RowSelection();
        selection.Set("a", true);
        selection.SetEverything();
        selection.Set("b", false);

        Assert.True(selection.Has("a"));
        Assert.False(selection.Has("b"));
        Assert.Equal(["b"], selection.Marked);
        Assert.Equal(9_999, selection.Count(10_000));
        Assert.Null(selection.Count(null));
    }

    [Fact]
    public void Selection_Copied_StaysAsItWas()
    {
        var selection = new RowSelection();
        selection.Set("a", true);
        var copy = selection.Snapshot();
        selection.Clear();

        Assert.True(copy.Has("a"));
        Assert.True(selection.IsEmpty);
    }

    private static Uri Uri(Dictionary<string, object?> query) => new("http://localhost/records/contact?" + string.Join(
        '&', query.Where(member => member.Value is not null).Select(member => $"{member.Key}={System.Uri.EscapeDataString((string)member.Value!)}")));
}
