using CrmAdmin.Conditions.Builder;
using static CrmAdmin.Tests.Conditions.Builder.BuilderSchema;

namespace CrmAdmin.Tests.Conditions.Builder;

public sealed class BuilderMovesTests
{
    private const string Tree =
        """
        {"operator":"AND","conditions":[
          {"field":"name","operator":"contains","value":"a"},
          {"operator":"OR","conditions":[
            {"field":"name","operator":"contains","value":"b"},
            {"field":"name","operator":"contains","value":"c"}]},
          {"field":"name","operator":"contains","value":"d"}]}
        """;

    private readonly BuilderState state = State(Tree);

    private int Id(string value) => state.Root.Everything().First(d => d is DraftCondition c && c.ValueAt(0) == value).Id;

    private DraftGroup Inner => state.Root.Everything().OfType<DraftGroup>().First(g => g.Id != state.Root.Id);

    private string Short => state.Root.Outline().Replace("name contains ", "", StringComparison.Ordinal);

    [Theory]
    [InlineData("a", "AND(OR(b; c); a; d)")]
    [InlineData("c", "AND(a; OR(b); c; d)")]
    [InlineData("d", "AND(a; OR(b; c); d)")]
    public void MoveDown_OnePlace_LeavesTheGroupAtItsEnd(string value, string expected)
    {
        state.MoveDown(Id(value));

        Assert.Equal(expected, Short);
    }

    [Theory]
    [InlineData("d", "AND(a; d; OR(b; c))")]
    [InlineData("b", "AND(a; b; OR(c); d)")]
    [InlineData("a", "AND(a; OR(b; c); d)")]
    public void MoveUp_OnePlace_LeavesTheGroupAtItsTop(string value, string expected)
    {
        state.MoveUp(Id(value));

        Assert.Equal(expected, Short);
    }

    [Theory]
    [InlineData("d", "AND(a; OR(b; c; d))")]
    [InlineData("a", "AND(OR(a; b; c); d)")]
    [InlineData("b", "AND(a; OR(b; c); d)")]
    public void MoveIn_BesideAGroup_EntersIt(string value, string expected)
    {
        state.MoveIn(Id(value));

        Assert.Equal(expected, Short);
    }

    [Fact]
    public void MoveOut_OfAGroup_StandsBehindIt()
    {
        state.MoveOut(Id("b"));

        Assert.Equal("AND(a; OR(c); b; d)", Short);
    }

    [Fact]
    public void Move_ToAPlace_CountsPlacesAsTheyWere()
    {
        Assert.True(state.Move(Id("a"), state.Root.Id, 3));
        Assert.Equal("AND(OR(b; c); d; a)", Short);

        Assert.True(state.Move(Id("d"), Inner.Id, 1));
        Assert.Equal("AND(OR(b; d; c); a)", Short);
    }

    [Fact]
    public void Move_GroupIntoItself_IsRefused()
    {
        Assert.False(state.Move(Inner.Id, Inner.Id, 0));
        Assert.False(state.Move(state.Root.Id, Inner.Id, 0));
    }

    [Fact]
    public void Duplicate_Group_StandsBehindItWithIdsOfItsOwn()
    {
        state.Duplicate(Inner.Id);

        Assert.Equal("AND(a; OR(b; c); OR(b; c); d)", Short);
        Assert.Equal(state.Root.Everything().Count(), state.Root.Everything().Select(d => d.Id).Distinct().Count());
    }

    [Fact]
    public void Wrap_AndUnwrap_AreEachOthersReverse()
    {
        state.Wrap(Id("a"));
        Assert.Equal("AND(OR(a); OR(b; c); d)", Short);

        state.Unwrap(state.Root.Children[0].Id);
        Assert.Equal("AND(a; OR(b; c); d)", Short);
    }

    [Fact]
    public void Remove_PutsTheCursorOnWhatComesNext()
    {
        state.Remove(Id("a"));

        Assert.Equal("AND(OR(b; c); d)", Short);
        Assert.Equal((Inner.Id, BuilderPart.Handle), state.Focus);
    }

    [Fact]
    public void UndoAndRedo_GoThroughEveryStep()
    {
        var steps = new List<string> { Short };
        foreach (var act in new Action[] { () => state.Remove(Id("a")), () => state.MoveOut(Id("b")), () => state.Wrap(Id("d")), () => state.Clear() })
        {
            act();
            steps.Add(Short);
        }

        for (var i = steps.Count - 2; i >= 0; i--)
        {
            state.Undo();
            Assert.Equal(steps[i], Short);
        }

        Assert.False(state.CanUndo);
        foreach (var step in steps.Skip(1))
        {
            state.Redo();
            Assert.Equal(step, Short);
        }

        Assert.False(state.CanRedo);
    }

    [Fact]
    public void Typing_AtOneCondition_IsOneStepOfUndo()
    {
        foreach (var typed in new[] { "ㅎ", "호", "홍" })
        {
            state.SetValue(Id(typed == "ㅎ" ? "a" : typed == "호" ? "ㅎ" : "호"), 0, typed);
        }

        state.Undo();

        Assert.StartsWith("AND(a;", Short, StringComparison.Ordinal);
    }

    [Fact]
    public void Acting_AfterUndo_ForgetsWhatWasTakenBack()
    {
        state.Remove(Id("a"));
        state.Undo();

        state.Remove(Id("d"));

        Assert.False(state.CanRedo);
    }
}
