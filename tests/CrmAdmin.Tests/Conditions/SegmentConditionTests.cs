using CrmAdmin.Conditions;

namespace CrmAdmin.Tests.Conditions;

public sealed class SegmentConditionTests
{
    private const string At = "conditionGroup.conditions[0].value ";
    private const string Leaf = """{"field":"data.email","operator":"is_empty"}""";

    [Fact]
    public void Read_Segment_IsResolvedAndItsFieldsAreNamed()
    {
        var tree = Contact.Read(Naming("B"), new() { ["A"] = $$"""{"operator":"OR","conditions":[{{Leaf}}]}""", ["B"] = Naming("A") }).OrThrow();
        var segment = Assert.IsType<SegmentCondition>(tree.Children[0]);
        Assert.Equal(("B", "세그먼트 B", 2), (segment.SegmentId, segment.Name, segment.Levels));
        Assert.Equal((3, 1), (tree.Levels, tree.Conditions));
        Assert.True(Assert.Single(tree.Fields()).IsMasked);
    }

    [Fact]
    public void Read_SegmentsInACircle_IsACycle()
    {
        Dictionary<string, string> segments = new() { ["A"] = Naming("B"), ["B"] = Naming("C"), ["C"] = Naming("A") };
        Assert.Equal(At + "SegmentCycle", Contact.Lines(Contact.Read(Naming("A"), segments)));
        Assert.Equal(At + "SegmentCycle", Contact.Lines(Contact.Read(Naming("A"), new() { ["A"] = Naming("A") })));
    }

    [Fact]
    public void Read_SavingASegmentThatLeadsBack_IsACycle()
    {
        Dictionary<string, string> segments = new() { ["B"] = Naming("A") };
        Assert.Equal(At + "SegmentCycle", Contact.Lines(Contact.Read(Naming("B"), segments, saving: "A")));
        Assert.Equal(At + "SegmentCycle", Contact.Lines(Contact.Read(Naming("A"), segments, saving: "A")));
    }

    [Fact]
    public void Read_SegmentOnARemovedField_IsBroken() =>
        Assert.Equal(At + "SegmentBroken", Contact.Lines(Contact.Read(
            Naming("A"), new() { ["A"] = """{"operator":"AND","conditions":[{"field":"data.gone","operator":"is_empty"}]}""" })));

    [Fact]
    public void Read_ChainOfSegments_CountsItsLevels()
    {
        var segments = new Dictionary<string, string> { ["1"] = """{"operator":"AND","conditions":[]}""" };
        for (var i = 2; i <= 40; i++)
        {
            segments[$"{i}"] = Naming($"{i - 1}");
        }

        Assert.Equal("", Contact.Lines(Contact.Read(Naming("9"), segments)));
        Assert.Equal(At + "TooDeep", Contact.Lines(Contact.Read(Naming("10"), segments)));
        Assert.NotEmpty(Contact.Read(Naming("40"), segments).Errors);
    }

    [Fact]
    public void Read_SegmentNamedOften_CountsItsConditionsEachTime()
    {
        var fifty = $$"""{"operator":"AND","conditions":[{{string.Join(',', Enumerable.Repeat(Leaf, 50))}}]}""";
        Dictionary<string, string> segments = new() { ["A"] = fifty, ["B"] = Naming([.. Enumerable.Repeat("A", 50)]) };
        Assert.Equal(2500, Contact.Read(Naming("B"), segments).OrThrow().Conditions);
        Assert.Equal("conditionGroup TooManyConditions", Contact.Lines(Contact.Read(Naming("B", "A"), segments)));
    }

    private static string Naming(params string[] segments) =>
        $$"""{"operator":"AND","conditions":[{{string.Join(',', segments.Select(id => $$"""{"field":"segmentId","operator":"includes","value":"{{id}}"}"""))}}]}""";
}
