using System.Text.Json;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Storage;
using CrmAdmin.Tests.Conditions;
using CrmAdmin.Tests.Http;
using CrmAdmin.Trash;

namespace CrmAdmin.Tests.Search;

/// <summary>Thousands of keywords on odd names that come, change and go: by every plan the same records as the oracle says.</summary>
public sealed class KeywordOracleTests
{
    private const int Rounds = 40;
    private const int KeywordsOfRound = 75;

    private static readonly Caller Owner = CrmHost.Caller(Role.Owner);

    [Fact]
    public async Task Page_RandomKeywordsBetweenWrites_IsWhatTheOracleSays()
    {
        await using var host = new CrmHost();
        var entity = await host.Get<EntityService>().CreateAsync(Owner, new EntityBody("고객", "contact", null), default);
        var random = new Random(20_261_122);
        var (live, trashed) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        for (var round = 0; round < Rounds; round++)
        {
            if (round == Rounds / 2)
            {
                await ForcedPlans.SeekAsync(host);
            }

            await ActAsync(host, entity.EntityId, random, live, trashed);
            for (var i = 0; i < KeywordsOfRound; i++)
            {
                var keyword = SampleNames.Keyword(random, live.Count == 0 || random.Next(5) == 0 ? SampleNames.Next(random) : random.Pick([.. live.Values]));
                await HoldAsync(host, entity.EntityId, keyword, random, live, $"round {round}, keyword {i}");
                await HoldTrashAsync(host, entity.EntityId, keyword, trashed);
            }
        }
    }

    [Fact]
    public async Task Page_KeywordLongerThanAnyName_FindsNothing()
    {
        await using var host = new CrmHost();
        var entity = await host.Get<EntityService>().CreateAsync(Owner, new EntityBody("고객", "contact", null), default);
        var longest = new string('홍', 255);
        await CreateAsync(host, entity.EntityId, [longest]);

        foreach (var (keyword, found) in new[] { (new string('ㅎ', 255), 1), (new string('ㅎ', 256), 0), (new string('ㅎ', 20_000), 0), (longest[1..] + 'ㅎ', 1), ("*" + longest[..200] + "ㅎ", 0) })
        {
            var page = await host.Get<SearchService>().PageAsync(Owner, new RecordSelection(entity.EntityId, Keyword: keyword), 10, null, default);
            Assert.Equal(found, page.Data.Count);
        }
    }

    private static async Task HoldAsync(CrmHost host, string entityId, string keyword, Random random, Dictionary<string, string> live, string place)
    {
        var expected = live.Where(record => OracleKeyword.Matches(record.Value, keyword)).Select(record => record.Key).Order(StringComparer.Ordinal).ToList();
        var search = new SearchService(host.Get<Store>(), host.Get<SelectionReader>(), host.Get<StartKeys>(), random.Pick(ForcedPlans.All), host.Get<QueryLimit>(), host.Get<OrderIndexes>(), host.Get<RightOfWay>(), host.Get<ParallelReads>());
        var selection = new RecordSelection(entityId, Keyword: keyword, SortFields: random.Pick(new string[]?[] { null, ["dateCreated"], ["name"], ["-recordId"], ["dateUpdated", "name"] }));
        var seen = new List<string>();
        string? key = null;
        do
        {
            var page = await search.PageAsync(Owner, selection, random.Next(3, 60), key, default);
            seen.AddRange(page.Data.Select(record => record.RecordId));
            key = page.NextKey;
        }
        while (key is not null);
        var said = $"{place}: «{keyword}» {string.Join(' ', keyword.Select(c => $"{(int)c:x4}"))}";
        Assert.True(expected.SequenceEqual(seen.Order(StringComparer.Ordinal)), $"{said}, missing {Names(live, expected.Except(seen))}, too many {Names(live, seen.Except(expected))}");
        foreach (var exact in new[] { true, false })
        {
            Assert.True(expected.Count == (await search.CountAsync(Owner, selection, exact, default)).Count, $"{said}, count {exact}");
        }

        if (live.Count > 0)
        {
            var (recordId, name) = random.Pick([.. live]);
            var held = await host.Get<ExplainService>().HoldAsync(Owner, entityId, null, keyword, recordId, default);
            Assert.True(held.Matches(held.Tree) == OracleKeyword.Matches(name, keyword), $"{said}, explained on {name}");
        }
    }

    private static async Task HoldTrashAsync(CrmHost host, string entityId, string keyword, Dictionary<string, string> trashed)
    {
        var expected = trashed.Where(record => OracleKeyword.Matches(record.Value, keyword)).Select(record => record.Key).ToHashSet();
        var found = (await host.Get<TrashList>().PageAsync(Owner, new TrashRequest(new RecordSelection(entityId, Keyword: keyword), Limits.PageMost), default)).Data;
        Assert.True(found.Count == Math.Min(expected.Count, Limits.PageMost) && found.All(record => expected.Contains(record.RecordId)), $"«{keyword}» in the trash");
    }

    private static async Task ActAsync(CrmHost host, string entityId, Random random, Dictionary<string, string> live, Dictionary<string, string> trashed)
    {
        var trash = host.Get<TrashService>();
        string[] names = [.. Enumerable.Range(0, random.Next(5, 60)).Select(_ => SampleNames.Next(random))];
        foreach (var (recordId, name) in await CreateAsync(host, entityId, names))
        {
            live[recordId] = name;
        }

        string[] changed = [.. live.Keys.Where(_ => random.Next(10) == 0)];
        foreach (var recordId in changed)
        {
            live[recordId] = SampleNames.Next(random);
        }

        var body = new { records = changed.Select(recordId => new { recordId, name = live[recordId] }) };
        _ = changed.Length == 0 ? null : await host.Get<RecordService>().UpdateManyAsync(Owner, JsonSerializer.SerializeToElement(body), default);
        await MoveAsync(live, trashed, some => trash.DeleteAsync(Owner, some, permanent: false, default));
        await MoveAsync(trashed, live, some => trash.RestoreAsync(Owner, some, default));
        await MoveAsync(random.Next(2) == 0 ? live : trashed, [], some => trash.DeleteAsync(Owner, some, permanent: true, default));

        async Task MoveAsync(Dictionary<string, string> from, Dictionary<string, string> to, Func<IReadOnlyList<string>, Task> act)
        {
            List<string> some = [.. from.Keys.Where(_ => random.Next(12) == 0)];
            if (some.Count > 0)
            {
                await act(some);
                some.ForEach(recordId => to[recordId] = from[recordId]);
                some.ForEach(recordId => from.Remove(recordId));
            }
        }
    }

    private static async Task<IEnumerable<(string RecordId, string Name)>> CreateAsync(CrmHost host, string entityId, string[] names)
    {
        var body = JsonSerializer.SerializeToElement(new { entityId, records = names.Select(name => new { name }) });
        var answer = await host.Get<RecordService>().CreateManyAsync(Owner, body, default);
        return answer.ResultList.Zip(names, (item, name) => (item.RecordId ?? throw new InvalidOperationException(name), name));
    }

    private static string Names(Dictionary<string, string> live, IEnumerable<string> recordIds) => string.Join(" · ", recordIds.Select(recordId => live.GetValueOrDefault(recordId, recordId)));
}
