using System.Globalization;
using System.Text.Json.Serialization;
using CrmAdmin.Http;
using CrmAdmin.Shell;

namespace CrmAdmin.Records;

/// <summary>What became of one item of a bulk request.</summary>
/// <param name="RecordId">The record; null for one that was not made.</param>
/// <param name="ResultCode">Success, or why not.</param>
/// <param name="ResultMessage">Why not, in the caller's language.</param>
/// <param name="Details">Which places of the item were wrong.</param>
public sealed record BulkItem(string? RecordId, string ResultCode, string? ResultMessage = null, IReadOnlyList<BulkDetail>? Details = null)
{
    /// <summary>The activity that was made, in a bulk request of activities.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The code of an item that was done.</summary>
    public const string Success = "Success";

    /// <summary>Done.</summary>
    public static BulkItem Done(string recordId) => new(recordId, Success);

    /// <summary>Not done: <paramref name="code"/> is an error code of the contract or one of bulk delete and restore.</summary>
    public static BulkItem Refused(string? recordId, string code, string key, params object?[] args) =>
        new(recordId, code, Texts.Get(key, CultureInfo.CurrentUICulture, args));

    /// <summary>Not done because the item itself was wrong.</summary>
    public static BulkItem Invalid(string? recordId, IReadOnlyList<Detail> errors) => new(
        recordId,
        nameof(ErrorCode.ValidationError),
        Texts.Get("Http.ValidationError", CultureInfo.CurrentUICulture),
        [.. errors.Select(e => new BulkDetail(e.Path, Texts.Get(e.Key, CultureInfo.CurrentUICulture, e.Args)))]);
}

/// <summary>One wrong place of an item.</summary>
public sealed record BulkDetail(string Path, string Message);

/// <summary>What became of a bulk request, item by item in the order asked; one of the four counts is there.</summary>
public sealed record BulkAnswer([property: JsonPropertyOrder(1)] IReadOnlyList<BulkItem> ResultList)
{
    /// <summary>Items made, by bulk/create.</summary>
    public int? Created { get; init; }

    /// <summary>Items changed, by bulk/update.</summary>
    public int? Updated { get; init; }

    /// <summary>Items deleted, by bulk/delete.</summary>
    public int? Deleted { get; init; }

    /// <summary>Items restored, by bulk/restore.</summary>
    public int? Restored { get; init; }

    /// <summary>Items not done.</summary>
    public int Skipped => ResultList.Count - Done;

    /// <summary>The same as <see cref="Skipped"/>.</summary>
    public int ErrorCount => Skipped;

    private int Done => ResultList.Count(item => item.ResultCode == BulkItem.Success);

    /// <summary>The answer of a bulk/create.</summary>
    public static BulkAnswer OfCreated(IReadOnlyList<BulkItem> items) => Of(items, (answer, done) => answer with { Created = done });

    /// <summary>The answer of a bulk/update.</summary>
    public static BulkAnswer OfUpdated(IReadOnlyList<BulkItem> items) => Of(items, (answer, done) => answer with { Updated = done });

    /// <summary>The answer of a bulk/delete.</summary>
    public static BulkAnswer OfDeleted(IReadOnlyList<BulkItem> items) => Of(items, (answer, done) => answer with { Deleted = done });

    /// <summary>The answer of a bulk/restore.</summary>
    public static BulkAnswer OfRestored(IReadOnlyList<BulkItem> items) => Of(items, (answer, done) => answer with { Restored = done });

    private static BulkAnswer Of(IReadOnlyList<BulkItem> items, Func<BulkAnswer, int, BulkAnswer> with)
    {
        var answer = new BulkAnswer(items);
        return with(answer, answer.Done);
    }
}
