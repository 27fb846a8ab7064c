using CrmAdmin.Http;
using CrmAdmin.Shell;

namespace CrmAdmin.Tests.Shell;

/// <summary>What becomes of pages that come late, twice or not at all.</summary>
public sealed class PagedListTests
{
    private readonly PagedList<string> list = new();
    private readonly List<(string? Cursor, TaskCompletionSource<ListPage<string>> Answer)> asked = [];

    [Fact]
    public async Task FurtherPagesAreAddedUntilThereAreNone()
    {
        await Answered(list.ReadAsync(Read), Page("2", "a", "b"));
        await Answered(list.MoreAsync(Read), Page(null, "c"));
        Assert.Equal(["a", "b", "c"], list.Items);
        Assert.False(list.HasMore);
        await list.MoreAsync(Read);
        Assert.Equal([null, "2"], asked.Select(ask => ask.Cursor));
    }

    [Fact]
    public async Task ASecondClickAsksForNothing()
    {
        await Answered(list.ReadAsync(Read), Page("2", "a"));
        var first = list.MoreAsync(Read);
        await list.MoreAsync(Read);
        await Answered(first, Page(null, "b"));
        Assert.Equal(2, asked.Count);
        Assert.Equal(["a", "b"], list.Items);
    }

    [Fact]
    public async Task AfterAFailureItMayBeAskedForAgain()
    {
        await Answered(list.ReadAsync(Read), Page("2", "a"));
        var failing = list.MoreAsync(Read);
        asked[^1].Answer.SetException(new InvalidOperationException());
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        await Answered(list.MoreAsync(Read), Page(null, "b"));
        Assert.Equal(["a", "b"], list.Items);
    }

    [Fact]
    public async Task AFurtherPageIsNotAddedToAListThatWasReadAnew()
    {
        await Answered(list.ReadAsync(Read), Page("2", "a"));
        var late = list.MoreAsync(Read);
        list.Begin(Page("9", "z"));
        await Answered(late, Page(null, "b"));
        Assert.Equal(["z"], list.Items);
        Assert.True(list.HasMore);
    }

    [Fact]
    public async Task OfTwoBeginningsTheLaterOneCountsWhicheverEndsLast()
    {
        var (before, after) = (list.ReadAsync(Read), list.ReadAsync(Read));
        asked[1].Answer.SetResult(Page(null, "new"));
        asked[0].Answer.SetResult(Page(null, "old"));
        Assert.True(await after);
        Assert.False(await before);
        Assert.Equal(["new"], list.Items);
    }

    [Fact]
    public async Task WhatIsForgottenDoesNotComeBack()
    {
        var late = list.ReadAsync(Read);
        list.Clear();
        asked[0].Answer.SetResult(Page(null, "a"));
        Assert.False(await late);
        Assert.Null(list.Items);
    }

    private static ListPage<string> Page(string? next, params string[] items) => new(items, next);

    private async Task Answered(Task ask, ListPage<string> page)
    {
        asked[^1].Answer.SetResult(page);
        await ask;
    }

    private Task<ListPage<string>> Read(string? cursor)
    {
        asked.Add((cursor, new TaskCompletionSource<ListPage<string>>()));
        return asked[^1].Answer.Task;
    }
}
