using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Trash;
using Microsoft.Extensions.DependencyInjection;

namespace CrmAdmin.Browser.Conditions;

/// <summary>Lists that are narrowed in the browser find what the server would find by the same keyword.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SameInitialsTests(BrowserHost host)
{
    private static readonly Caller Owner = Caller.System("test");

    private static readonly string[] Names =
    [
        "홍길동", "홍구두", "하늘", "힣", "까치", "가", "값", "갑순이", "꺆", "쌀밥", "ㅎㄱㄷ", "ㄳ", "\u1112\u1100", "\uffbe", "VIP 홍", "김\ufffd", "하\ufffd",
        "Straße", "STRASSE", "ẞ", "Σίσυφος", "ılık", "ILIK", "e\u0301le\u0300ve", "a.b*c[d]", "😀 홍", "𐐨", "𐐀",
    ];

    private static readonly string[] Keywords =
    [
        "ㅎㄱㄷ", "홍ㄱㄷ", "ㄱㄷ", "ㄱㅅ", "ㄳ", "ㅄ", "ㄲ", "ㄱ", "ㅆ", "ㅎ", "\u1112\u1100\u1103", "\u11aa", "\uffbe\uffa1", "\uffbe", "vip ㅎ", "ㅎ\ufffd", "\ufffd", "ㅏ", "힣", "홍길", "홍",
        "ß", "ss", "ẞ", "ς", "σ", "ı", "i", "ÉLÈVE", "e", "[D]", "*", ".", "😀 ㅎ", "𐐨",
    ];

    [Fact]
    public async Task Keyword_InTheBrowserAndOnTheServer_FindsTheSameNames()
    {
        var entity = await Get<EntityService>().CreateAsync(Owner, new EntityBody("초성 대조", "initials", null), default);
        var body = JsonSerializer.SerializeToElement(new { entityId = entity.EntityId, records = Names.Select(name => new { name }) }, Json.Options);
        var made = await Get<RecordService>().CreateManyAsync(Owner, body, default);
        await using var tab = await host.OpenTabAsync();
        await tab.GoAsync("/");

        foreach (var keyword in Keywords)
        {
            var page = await Get<SearchService>().PageAsync(Owner, new RecordSelection(entity.EntityId, Keyword: keyword), Names.Length, null, default);
            var shown = await tab.Page.EvaluateAsync<string[]>(
                "async ([names, keyword]) => { const { found } = await import('/js/shell/initials.js'); return names.filter(name => found(name, keyword)); }", new object[] { Names, keyword });
            Assert.True(
                page.Data.Select(record => record.Name).Order(StringComparer.Ordinal).SequenceEqual(shown.Select(name => name.Normalize()).Order(StringComparer.Ordinal)),
                $"{keyword}: {string.Join(' ', page.Data.Select(record => record.Name))} | {string.Join(' ', shown)}");
        }

        await Get<TrashService>().DeleteAsync(Owner, [.. made.ResultList.Select(item => item.RecordId!)], permanent: true, default);
        await Get<EntityService>().DeleteAsync(Owner, entity.EntityId, default);
    }

    private T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();
}
