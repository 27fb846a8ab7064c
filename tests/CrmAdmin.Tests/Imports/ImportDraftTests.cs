using CrmAdmin.Imports;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmAdmin.Tests.Imports;

public sealed class ImportDraftTests
{
    private static readonly ImportDraft Guessed = ImportDraft.Guessed(Preview(("0", "name"), ("1", "data.email")));

    [Fact]
    public void Map_AFieldThatAnotherColumnGives_TakesItFromThere()
    {
        var draft = Guessed.Map(2, "data.email");

        Assert.Equal("0=name 2=data.email", Said(draft));
    }

    [Fact]
    public void Map_TheMatchedColumnAway_MatchesNoMore()
    {
        var draft = Guessed.Match("data.email").Map(1, "");

        Assert.Equal(("0=name", null), (Said(draft), draft.MatchOn));
    }

    [Fact]
    public void RecordId_IsMappedForMatchingAlone()
    {
        var draft = Guessed.Map(3, "recordId");

        Assert.Equal("recordId", draft.MatchOn);
        Assert.Equal("0=name 1=data.email", Said(draft.Match("data.email")));
        Assert.Equal("recordId", ImportDraft.Guessed(Preview(("4", "recordId"))).MatchOn);
    }

    [Theory]
    [InlineData("data.email")]
    [InlineData(null)]
    public void Address_OfADraft_GivesItBack(string? matchOn)
    {
        var draft = Guessed.Map(0, null).Map(5, "name").Match(matchOn) with { DateFormat = "DD.MM.YYYY HH:mm", Separator = ";" };

        var read = Read(draft, Guessed);

        Assert.Equal(Said(draft), Said(read));
        Assert.Equal((matchOn, "DD.MM.YYYY HH:mm", ";"), (read.MatchOn, read.DateFormat, read.Separator));
    }

    [Fact]
    public void Address_OfWhatWasGuessed_IsEmpty() => Assert.All(Guessed.ToQuery(Guessed).Values, Assert.Null);

    [Fact]
    public void Address_ThatSaysNoMatchWhereOneWasGuessed_IsHeeded()
    {
        var guessed = ImportDraft.Guessed(Preview(("0", "name"), ("1", "recordId")));

        Assert.Null(Read(guessed.Match(null), guessed).MatchOn);
    }

    [Fact]
    public void Address_CutOrMistyped_IsReadAsFarAsItGoes()
    {
        var draft = ImportDraft.Read(new Uri("http://x/imports/1?map=1:tags,zz:name,7&match=data.gone"), Guessed);

        Assert.Equal(("0=name 1=tags", null), (Said(draft), draft.MatchOn));
    }

    private static ImportDraft Read(ImportDraft draft, ImportDraft guessed) => ImportDraft.Read(
        new Uri(QueryHelpers.AddQueryString("http://x/imports/1", draft.ToQuery(guessed).Select(member => KeyValuePair.Create(member.Key, (string?)member.Value)))), guessed);

    private static string Said(ImportDraft draft) => string.Join(' ', draft.Fields.OrderBy(one => one.Key).Select(one => $"{one.Key}={one.Value}"));

    private static ImportPreview Preview(params (string Column, string Field)[] suggested) =>
        new("CRMIM1", 1, [], suggested.ToDictionary(one => one.Column, one => one.Field));
}
