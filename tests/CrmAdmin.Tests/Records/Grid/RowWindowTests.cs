using CrmAdmin.Records.Grid;
using Record = CrmAdmin.Records.Record;

namespace CrmAdmin.Tests.Records.Grid;

/// <summary>The window over a list of any length: what it reads, what it keeps, where the list ends.</summary>
public sealed class RowWindowTests
{
    private readonly List<string?> read = [];
    private readonly List<(string? From, long Places)> skipped = [];

    [Fact]
    public async Task Load_AtTheTop_ReadsOnePageAndKnowsThatThereIsMore()
    {
        var window = Over(1_000_000);

        Assert.True(await window.LoadAsync(0, 40, default));

        Assert.Equal([null], read);
        Assert.Equal("39", window[39]!.Name);
        Assert.Equal((RowWindow.PageRows + 1, (int?)null), (window.Known, window.End));
    }

    [Fact]
    public async Task Load_FarAway_AsksForAPlaceAndReadsNothingBetween()
    {
        var window = Over(1_000_000);
        await window.LoadAsync(0, 40, default);

        await window.LoadAsync(900_000, 900_030, default);

        Assert.Equal("900000", window[900_000]!.Name);
        Assert.Equal([($"{RowWindow.PageRows}", 900_000 - RowWindow.PageRows)], skipped);
        Assert.Equal(2, read.Count);
    }

    [Fact]
    public async Task Load_UpToTheEnd_KnowsHowLongTheListIs()
    {
        var window = Over(1_050);

        await window.LoadAsync(1_000, 1_049, default);

        Assert.Equal(1_050, window.End);
        Assert.True(window.Has(1_000, 5_000));
        Assert.Null(window[1_050]);
    }

    [Fact]
    public async Task Load_BehindTheEnd_SaysThatTheListIsShorter() => Assert.False(await Over(500).LoadAsync(9_000, 9_040, default));

    [Fact]
    public async Task Load_ThroughALongList_KeepsOnlyWhatIsNear()
    {
        var window = Over(100_000);
        for (var row = 0; row < 20_000; row += RowWindow.PageRows)
        {
            await window.LoadAsync(row, row + 40, default);
        }

        Assert.InRange(window.IdsAtHand().Count(), 1, 4 * RowWindow.PageRows);
        Assert.Empty(skipped);
    }

    [Fact]
    public async Task Ids_OfAStretch_AreAllOfThemInOrder()
    {
        var ids = new List<string>();
        await foreach (var recordId in Over(1_000).IdsAsync(150, 650, default))
        {
            ids.Add(recordId);
        }

        Assert.Equal(Enumerable.Range(150, 501).Select(Id), ids);
    }

    [Fact]
    public async Task Replace_OfAChangedRow_ShowsItInItsPlace()
    {
        var window = Over(100);
        await window.LoadAsync(0, 40, default);

        window.Replace(window[7]! with { Name = "홍길동" });

        Assert.Equal("홍길동", window[7]!.Name);
    }

    private static string Id(int row) => $"CRMRC1{row:00000000000000000000000000}";

    /// <summary>A list whose cursors are the number of the row behind them.</summary>
    private RowWindow Over(int total) => new(
        (startKey, limit, _) =>
        {
            read.Add(startKey);
            var first = startKey is null ? 0 : int.Parse(startKey, System.Globalization.CultureInfo.InvariantCulture);
            var rows = Enumerable.Range(first, Math.Min(limit, total - first)).Select(Row).ToList();
            return Task.FromResult(new RowPage(rows, first + limit < total ? $"{first + limit}" : null));
        },
        (startKey, places, _) =>
        {
            skipped.Add((startKey, places));
            var to = (startKey is null ? 0 : long.Parse(startKey, System.Globalization.CultureInfo.InvariantCulture)) + places;
            return Task.FromResult(to <= total ? $"{to}" : null);
        });

    private static Record Row(int row) =>
        new(Id(row), "CRMET1", $"{row}", new Dictionary<string, object>(), [], null, DateTime.UnixEpoch, DateTime.UnixEpoch, 1);
}
