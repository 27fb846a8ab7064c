using System.Text.Json.Nodes;
using CrmAdmin.Conditions;
using CrmAdmin.Conditions.Builder;
using CrmAdmin.Http;
using CrmAdmin.Shell;
using static CrmAdmin.Tests.Conditions.Builder.BuilderSchema;

namespace CrmAdmin.Tests.Conditions.Builder;

public sealed class BuilderStateTests
{
    private readonly BuilderState state = State();

    private string? Sent => state.Written.Text;

    [Fact]
    public void Journey_BuiltStepByStep_GivesItsGroup()
    {
        state.Add(state.Root.Id, Path("grade"), "includes_any", "VIP", "GOLD");
        state.AddGroup(state.Root.Id);
        var inner = (DraftGroup)state.Root.Children[^1];
        state.SetField(inner.Children[0].Id, "name");
        state.SetValue(inner.Children[0].Id, 0, "홍");
        state.Add(inner.Id, Path("lastOrder"), "in_last_days", "30");
        state.Add(state.Root.Id, Path("optIn"), "equals", "true");

        AssertJson(
            $$"""
            {"operator":"AND","conditions":[
              {"field":"{{Path("grade")}}","operator":"includes_any","value":["VIP","GOLD"]},
              {"operator":"OR","conditions":[
                {"field":"name","operator":"contains","value":"홍"},
                {"field":"{{Path("lastOrder")}}","operator":"in_last_days","value":30}]},
              {"field":"{{Path("optIn")}}","operator":"equals","value":true}]}
            """,
            Sent);
    }

    [Fact]
    public void Offer_OfOtherSegments_KeepsTheTreeAndItsSteps()
    {
        state.AddCondition(state.Root.Id);
        state.Add(state.Root.Id, "name", "contains", "홍");

        state.Offer(new BuilderFields(Contacts, false, new BuilderChoices([new("CRMSG1b", "새것")], []), new Texts()));

        Assert.Equal("AND(?; name contains 홍)", state.Root.Outline());
        Assert.True(state.CanUndo);
        Assert.Equal("새것", Assert.Single(state.Fields.Find("segmentId")!.Options).Text);
    }

    [Fact]
    public void Unfinished_ConditionsAndGroups_StayButAreNotSent()
    {
        state.Add(state.Root.Id, "name", "contains", "홍");
        state.AddGroup(state.Root.Id);
        state.AddCondition(state.Root.Id);

        Assert.Equal("AND(name contains 홍; OR(?); ?)", state.Root.Outline());
        AssertJson("""{"operator":"AND","conditions":[{"field":"name","operator":"contains","value":"홍"}]}""", Sent);
    }

    [Fact]
    public void NothingFinished_Written_IsNoGroup()
    {
        state.AddCondition(state.Root.Id);

        Assert.Null(Sent);
    }

    [Fact]
    public void EmptyGroup_FromJson_IsKeptUntilSomethingIsPutIn()
    {
        var loaded = State("""{"operator":"OR","conditions":[{"operator":"AND","conditions":[]},{"field":"name","operator":"contains","value":"홍"}]}""");
        Assert.Equal("OR(AND(); name contains 홍)", loaded.Root.Outline());
        Assert.Contains("\"conditions\":[]", loaded.Written.Text!, StringComparison.Ordinal);

        loaded.AddCondition(loaded.Root.Children[0].Id);

        Assert.DoesNotContain("\"conditions\":[]", loaded.Written.Text!, StringComparison.Ordinal);
    }

    [Fact]
    public void SetField_ToAnotherKind_TakesAnOperatorThatItHas()
    {
        var id = state.Add(state.Root.Id, "name", "contains", "홍");

        state.SetField(id, Path("total"));

        Assert.Equal($"AND({Path("total")} greater_or_equal)", state.Root.Outline());
        Assert.Equal((id, BuilderPart.Value), state.Focus);
    }

    [Fact]
    public void SetOperator_WithinOneField_KeepsWhatFits()
    {
        var id = state.Add(state.Root.Id, Path("total"), "between", "10", "20");

        state.SetOperator(id, "greater_than");
        Assert.Equal($"AND({Path("total")} greater_than 10)", state.Root.Outline());
    }

    [Theory]
    [InlineData("total", "contains")]
    [InlineData("optIn", "between")]
    [InlineData("files", "equals")]
    public void SetOperator_ThatTheFieldDoesNotHave_ChangesNothing(string key, string misfit)
    {
        var id = state.Add(state.Root.Id, Path(key), "is_empty");

        state.SetOperator(id, misfit);

        Assert.Equal($"AND({Path(key)} is_empty)", state.Root.Outline());
    }

    [Fact]
    public void Operators_OfEveryField_AreThoseOfTheTable()
    {
        foreach (var field in state.Fields.All.Where(f => !f.IsSegment))
        {
            Assert.Equal(Operators.For(field.Kind).Select(o => o.Key).Order(), field.Operators.Select(o => o.Key).Order());
        }
    }

    [Fact]
    public void Fields_ForACallerBelowAdmin_LeaveMaskedOnesOut()
    {
        Assert.Null(state.Fields.Find("data.secret"));
        Assert.NotNull(State(seesMasked: true).Fields.Find("data.secret"));
    }

    [Fact]
    public void Group_WithFiftyChildren_TakesNoMore()
    {
        for (var i = 0; i < Limits.GroupChildren + 3; i++)
        {
            state.AddCondition(state.Root.Id);
        }

        state.Duplicate(state.Root.Children[0].Id);
        state.AddGroup(state.Root.Id);

        Assert.Equal(Limits.GroupChildren, state.Root.Children.Count);
        Assert.False(state.HasRoom(state.Root));
    }

    [Fact]
    public void Groups_OnTenLevels_GoNoDeeper()
    {
        var group = state.Root;
        for (var i = 0; i < Limits.GroupLevels + 2; i++)
        {
            state.AddGroup(group.Id);
            group = group.Children.OfType<DraftGroup>().LastOrDefault() is { } inner ? inner : (DraftGroup)state.Root.Everything().Last(d => d is DraftGroup);
        }

        Assert.Equal(Limits.GroupLevels, state.Root.Levels);
        Assert.False(state.CanWrap(state.Root.Everything().OfType<DraftCondition>().MaxBy(c => state.LevelOf(c.Id))!));
    }

    [Fact]
    public void Json_OfEveryShape_ComesBackAsItWas()
    {
        var json = $$"""
            {"operator":"OR","conditions":[
              {"field":"{{Path("total")}}","operator":"between","value":[1.5,2000]},
              {"field":"{{Path("birthday")}}","operator":"this_week"},
              {"field":"{{Path("lastOrder")}}","operator":"before","value":"2026-11-02T09:30:00+09:00"},
              {"field":"{{Path("interests")}}","operator":"includes_all","value":["GOLF","PETS"]},
              {"field":"tags","operator":"includes","value":"단골"},
              {"field":"segmentId","operator":"includes","value":"{{SegmentId}}"},
              {"operator":"AND","conditions":[{"field":"{{Path("optIn")}}","operator":"not_equals","value":false}]}]}
            """;

        AssertJson(json, State(json).Written.Text);
    }

    [Theory]
    [InlineData("""{"field":"data.gone","operator":"equals","value":5}""")]
    [InlineData("""{"field":"name","operator":"like","value":"x"}""")]
    [InlineData("""{"field":"name","operator":"contains","value":{"a":1}}""")]
    [InlineData("""{"field":"name"}""")]
    [InlineData("7")]
    public void Json_TheBuilderCannotShow_IsKeptAsItIs(string condition)
    {
        var json = $$"""{"operator":"AND","conditions":[{{condition}}]}""";

        AssertJson(json, State(json).Written.Text);
    }

    private static void AssertJson(string expected, string? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual ?? "null")), actual);
}
