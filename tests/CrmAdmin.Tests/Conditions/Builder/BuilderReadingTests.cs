using System.Globalization;
using CrmAdmin.Conditions;
using CrmAdmin.Conditions.Builder;
using static CrmAdmin.Tests.Conditions.Builder.BuilderSchema;

namespace CrmAdmin.Tests.Conditions.Builder;

public sealed class BuilderReadingTests
{
    private static readonly TimeZoneInfo Seoul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    private static readonly ConditionScope Scope = ConditionScope.WithoutSegments(Contacts, Seoul);

    [Fact]
    public void Errors_BehindUnfinishedParts_StandAtTheirConditions()
    {
        var state = State();
        state.AddCondition(state.Root.Id);
        var reversed = state.Add(state.Root.Id, Path("total"), "between", "10", "5");
        state.AddGroup(state.Root.Id);
        var inner = (DraftGroup)state.Root.Children[^1];
        var noNumber = state.Add(inner.Id, Path("total"), "equals", "열");

        var reading = BuilderReading.Of(state, Scope, seesMasked: false);

        Assert.False(reading.IsValid);
        Assert.Equal("Conditions.RangeReversed", Assert.Single(reading.ErrorsOf(reversed)).Key);
        Assert.Equal("Conditions.NumberNeeded", Assert.Single(reading.ErrorsOf(noNumber)).Key);
        Assert.Empty(reading.ErrorsOf(inner.Id));
    }

    [Fact]
    public void MaskedField_NamedInJson_IsRefusedAtItsCondition()
    {
        var state = State("""{"operator":"AND","conditions":[{"field":"name","operator":"is_not_empty"},{"operator":"OR","conditions":[{"field":"data.secret","operator":"equals","value":"x"}]}]}""");
        var masked = state.Root.Everything().Last();

        Assert.Equal("Conditions.BuilderMasked", Assert.Single(BuilderReading.Of(state, Scope, seesMasked: false).ErrorsOf(masked.Id)).Key);
        Assert.True(BuilderReading.Of(state, Scope, seesMasked: true).IsValid);
    }

    [Fact]
    public void Range_OfARelativeDate_IsToldWhateverElseIsWrong()
    {
        var state = State();
        state.Add(state.Root.Id, Path("total"), "equals", "열");
        var week = state.Add(state.Root.Id, Path("birthday"), "this_week");
        var context = Context(state);

        var told = context.RangeOf((DraftCondition)state.Root.Children.Single(c => c.Id == week), CultureInfo.GetCultureInfo("ko"));

        Assert.Equal("11/16\u00A0월\u00A0– 11/22\u00A0일,\u00A0KST", told);
    }

    private static BuilderContext Context(BuilderState state)
    {
        var clock = new ConditionClock(new DateTime(2026, 11, 21, 3, 0, 0, DateTimeKind.Utc), Seoul);
        return new BuilderContext(state, clock, _ => { }, () => { }) { Scope = Scope, Reading = BuilderReading.Of(state, Scope, false) };
    }
}
