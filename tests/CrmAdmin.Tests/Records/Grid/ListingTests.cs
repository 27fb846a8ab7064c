using CrmAdmin.Records.Grid;
using CrmAdmin.Search;

namespace CrmAdmin.Tests.Records.Grid;

/// <summary>A list's number: asked for once, and never taken back by an answer that knows less.</summary>
public sealed class ListingTests
{
    private readonly TaskCompletionSource<CountAnswer> exact = new();
    private readonly TaskCompletionSource<CountAnswer> capped = new();
    private int asked;

    [Fact]
    public async Task CountToTheEnd_AskedTwice_IsOneCountThatBothWaitFor()
    {
        using var listing = Make();

        var first = listing.CountAsync(exact: true);
        var second = listing.CountAsync(exact: true);
        Assert.True(listing.IsCounting);
        Assert.False(second.IsCompleted);
        exact.SetResult(new CountAnswer(1_234_567, Capped: false));
        await Task.WhenAll(first, second);

        Assert.Equal(1, asked);
        Assert.Equal(1_234_567, listing.Exact);
        Assert.False(listing.IsCounting);
    }

    [Fact]
    public async Task CappedCount_ThatComesAfterTheExactOne_ChangesNothing()
    {
        using var listing = Make();
        var late = listing.CountAsync(exact: false);
        exact.SetResult(new CountAnswer(1_234_567, Capped: false));
        await listing.CountAsync(exact: true);

        capped.SetResult(new CountAnswer(10_000, Capped: true));
        await late;

        Assert.Equal(1_234_567, listing.Exact);
    }

    private Listing Make() => new(new ListingSource(
        (_, _, _) => Task.FromResult(new RowPage([], "more")),
        (_, _, _) => Task.FromResult<string?>(null),
        (toEnd, _) =>
        {
            asked++;
            return toEnd ? exact.Task : capped.Task;
        }));
}
