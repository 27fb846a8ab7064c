using System.Globalization;
using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Segments;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Segments;

public sealed class SegmentOverviewTests(CrmHost host) : IClassFixture<CrmHost>
{
    private static readonly CultureInfo Korean = CultureInfo.GetCultureInfo("ko");

    private readonly HttpClient admin = host.As(Role.Admin);

    [Fact]
    public async Task List_EachSegment_IsSaidAndNamesThoseThatUseIt()
    {
        var entityId = await EntityAsync();
        var seoul = await MakeAsync(entityId, "서울", "data.city", "equals", "Seoul");
        await MakeAsync(entityId, "가나다", "segmentId", "includes", seoul);

        var lines = await ListAsync(Role.Viewer, entityId, Korean);

        Assert.Equal(["가나다", "서울"], lines.Select(l => l.Segment.Name));
        Assert.StartsWith("세그먼트 '서울'에 속하는", lines[0].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("city가 'Seoul'인", lines[1].Sentence, StringComparison.Ordinal);
        Assert.Equal(["가나다"], lines[1].UsedBy.Select(s => s.Name));
        Assert.Empty(lines[0].UsedBy);
        Assert.Contains("is in segment", (await ListAsync(Role.Viewer, entityId, CultureInfo.GetCultureInfo("en")))[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ConditionsOnARemovedProperty_AreToldAsBroken()
    {
        var entityId = await EntityAsync();
        var gone = await admin.PropertyAsync(entityId, "gone");
        await MakeAsync(entityId, "남은", "data.gone", "equals", "x");
        await admin.DeleteJson($"properties/{gone}");

        var line = Assert.Single(await ListAsync(Role.Admin, entityId, Korean));

        Assert.Null(line.Sentence);
        Assert.NotNull(line.Problem);
    }

    [Fact]
    public async Task List_OnAMaskedField_SaysSoToThoseWhoMayNotSearchIt()
    {
        var entityId = await EntityAsync();
        await MakeAsync(entityId, "전화", "data.phone", "is_not_empty");

        Assert.True(Assert.Single(await ListAsync(Role.Member, entityId, Korean)).IsMasked);
        Assert.False(Assert.Single(await ListAsync(Role.Admin, entityId, Korean)).IsMasked);
    }

    [Fact]
    public void Draft_OfAStoredSegment_SaysTheSameAgain()
    {
        var group = JsonSerializer.Deserialize<JsonElement>("""{"operator":"OR","conditions":[]}""");
        var segment = new Segment("CRMSG1a", "CRMET1a", "이름", null, "#ff0000", group, "u", default, default);

        var body = new SegmentDraft(segment).Body("CRMET1a");

        Assert.Equal(
            """{"name":"이름","description":null,"color":"red","conditions":{"operator":"OR","conditions":[]},"entityId":"CRMET1a"}""",
            System.Text.RegularExpressions.Regex.Unescape(body.GetRawText()));
        Assert.False(new SegmentDraft().IsComplete);
    }

    private async Task<string> EntityAsync()
    {
        var entityId = await admin.EntityAsync();
        await admin.PropertyAsync(entityId, "city");
        var phone = await admin.PropertyAsync(entityId, "phone");
        Assert.Equal(200, (await admin.PatchJson($"properties/{phone}", new { isMasked = true })).Code);
        return entityId;
    }

    private async Task<string> MakeAsync(string entityId, string name, string field, string @operator, object? value = null)
    {
        var conditions = new { @operator = "AND", conditions = new[] { new { field, @operator, value } } };
        return (string)(await Making.Made(admin.PostJson("segments", new { entityId, name, conditions })))["segmentId"]!;
    }

    private Task<IReadOnlyList<SegmentLine>> ListAsync(Role role, string entityId, CultureInfo language) =>
        host.Get<SegmentOverview>().ListAsync(CrmHost.Caller(role), entityId, language, CancellationToken.None);
}
