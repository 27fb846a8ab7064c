using System.Globalization;
using System.Text.Json;
using Bunit;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Segments;
using CrmAdmin.Settings;
using CrmAdmin.Shell;
using CrmAdmin.Tests.Http;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Tests.Settings;

/// <summary>Hiding and masking in the table of properties, over the real services.</summary>
public sealed class PropertyTableTests : BunitContext, IClassFixture<CrmHost>, IAsyncLifetime
{
    private readonly CrmHost host;
    private readonly Confirm confirm = new();
    private readonly Toasts toasts = new();
    private string entityId = "";

    public PropertyTableTests(CrmHost host)
    {
        this.host = host;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(host.Get<PropertyService>());
        Services.AddSingleton(host.Get<PropertyUses>());
        Services.AddSingleton(new CallerSource(_ => Task.FromResult(CrmHost.Caller(Role.Admin))));
        Services.AddSingleton<SettingsActs>();
        Services.AddSingleton<PropertyQuestions>();
        Services.AddSingleton(confirm);
        Services.AddSingleton(toasts);
        Services.AddSingleton<Texts>();
    }

    public async Task InitializeAsync()
    {
        entityId = await host.As(Role.Admin).EntityAsync();
        await host.As(Role.Admin).PropertyAsync(entityId, "grade");
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task Hide_OfAPropertyThatNothingDependsOn_IsDoneUnaskedAndCanBeTakenBack()
    {
        var table = await OpenAsync();

        await PressAsync(table, "‘grade’ 숨김");

        Assert.Null(confirm.Current);
        Assert.True((await GradeAsync()).IsHidden);
        Assert.Contains("quiet", table.Find("td .line").ClassName, StringComparison.Ordinal);
        Assert.True(table.Find("[aria-label='‘grade’ 숨김']").HasAttribute("checked"));
        var toast = Assert.Single(toasts.Shown);
        Assert.Equal(("‘grade’ 속성을 숨겼습니다.", "되돌리기"), (toast.Text, toast.ActionText));
        await table.InvokeAsync(toast.Action!);
        Assert.False((await GradeAsync()).IsHidden);
        Assert.False(table.Find("[aria-label='‘grade’ 숨김']").HasAttribute("checked"));
    }

    [Fact]
    public async Task Hide_OfAPropertyWithValuesAndASegment_TellsThemAndWaitsForTheAnswer()
    {
        await UseAsync();
        var table = await OpenAsync();

        var question = await AskedAsync(table, "‘grade’ 숨김", answer: false);
        Assert.Equal("‘grade’ 속성을 숨길까요?", question.Title);
        Assert.Equal(["값이 있는 레코드 1건", "조건에 쓰는 세그먼트: 단골"], question.Touches);
        Assert.False((await GradeAsync()).IsHidden);
        Assert.Empty(toasts.Shown);

        await AskedAsync(table, "‘grade’ 숨김", answer: true);
        Assert.True((await GradeAsync()).IsHidden);
        await PressAsync(table, "‘grade’ 숨김");
        Assert.False((await GradeAsync()).IsHidden);
    }

    [Fact]
    public async Task Mask_OfAPropertyWithASegment_AsksTheSameWay()
    {
        await UseAsync();
        var table = await OpenAsync();

        var question = await AskedAsync(table, "‘grade’ 가림", answer: true);

        Assert.Equal("‘grade’ 값을 가릴까요?", question.Title);
        Assert.Contains("조건에 쓰는 세그먼트: 단골", question.Touches!);
        Assert.True((await GradeAsync()).IsMasked);
    }

    [Fact]
    public async Task Dialog_ThatHides_AsksTooAndKeepsWhatWasTypedWhereTheAnswerIsNo()
    {
        await UseAsync();
        var table = await OpenAsync();
        await PressAsync(table, "‘grade’ 수정");
        table.Find("#property-name").Input("등급");
        table.Find("[aria-describedby=property-hidden]").Change(true);

        await AskedAsync(table, "dialog footer .primary", answer: false);
        Assert.Equal("등급", table.Find("#property-name").GetAttribute("value"));
        Assert.Equal(("grade", false), ((await GradeAsync()).Name, (await GradeAsync()).IsHidden));

        await AskedAsync(table, "dialog footer .primary", answer: true);
        Assert.Equal(("등급", true), ((await GradeAsync()).Name, (await GradeAsync()).IsHidden));
        Assert.NotNull(Assert.Single(toasts.Shown).Action);
    }

    [Fact]
    public async Task HiddenProperty_CanStillBeMoved()
    {
        await host.As(Role.Admin).PropertyAsync(entityId, "city");
        var table = await OpenAsync();
        await PressAsync(table, "‘grade’ 숨김");

        await PressAsync(table, "‘grade’ 아래로");

        Assert.Equal(["city", "grade"], table.FindAll("td .title").Select(title => title.TextContent));
    }

    private async Task UseAsync()
    {
        await host.As(Role.Admin).RecordAsync(entityId, "홍길동", new { grade = "VIP" });
        var conditions = new { @operator = "AND", conditions = new[] { new { field = "data.grade", @operator = "equals", value = "VIP" } } };
        await host.Get<SegmentService>().CreateAsync(CrmHost.Caller(Role.Admin), JsonSerializer.SerializeToElement(new { entityId, name = "단골", conditions }), default);
    }

    private async Task<Property> GradeAsync() => (await SchemaAsync()).Find("grade")!;

    private Task<EntitySchema> SchemaAsync() => host.Get<EntityCatalog>().GetAsync(entityId, default);

    private async Task<IRenderedComponent<PropertyTable>> OpenAsync()
    {
        var schema = await SchemaAsync();
        IRenderedComponent<PropertyTable> table = null!;
        table = Render<PropertyTable>(given => given.Add(p => p.Entity, schema).Add(p => p.OnChanged, async () =>
        {
            var now = await SchemaAsync();
            table.Render(again => again.Add(p => p.Entity, now));
        }));
        return table;
    }

    private static Task PressAsync(IRenderedComponent<PropertyTable> table, string label) =>
        table.Find(label.StartsWith('‘') ? $"[aria-label='{label}']" : label).ClickAsync(new MouseEventArgs());

    /// <summary>Presses what asks, answers, and waits until the act is over; gives the question.</summary>
    private async Task<Confirmation> AskedAsync(IRenderedComponent<PropertyTable> table, string label, bool answer)
    {
        var asked = new TaskCompletionSource<Confirmation>();
        confirm.Changed += Heard;
        var acting = PressAsync(table, label);
        var question = await asked.Task.WaitAsync(Patience.Deadline);
        confirm.Changed -= Heard;
        await table.InvokeAsync(() => confirm.Answer(answer));
        await acting.WaitAsync(Patience.Deadline);
        return question;

        void Heard()
        {
            if (confirm.Current is { } current)
            {
                asked.TrySetResult(current);
            }
        }
    }
}
