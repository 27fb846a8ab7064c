using System.Text.Json;
using CrmAdmin.Http;
using CrmAdmin.Search;

namespace CrmAdmin.Records.Grid;

/// <summary>What a grid shows; it stands in the address, so that a reload, a new tab or a link shows the same.</summary>
public sealed record GridQuery
{
    /// <summary>Stands for no view where the grid would open with one.</summary>
    public const string NoView = "none";

    /// <summary>Contained in the name, initial consonants standing for syllables too; null for none.</summary>
    public string? Keyword { get; init; }

    /// <summary>JSON of the root group as people built it; null for none.</summary>
    public string? Conditions { get; init; }

    /// <summary>Up to five fields, each with - for descending; empty for newest first.</summary>
    public IReadOnlyList<string> Sort { get; init; } = [];

    /// <summary>The columns by path, where the address says them; null for the person's own.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>By path, which of <see cref="Columns"/> are pinned beside the name.</summary>
    public IReadOnlyList<string> Pinned { get; init; } = [];

    /// <summary>The saved view it was opened with, <see cref="NoView"/> for expressly none, or null.</summary>
    public string? View { get; init; }

    /// <summary>The record that is open beside the grid, or null.</summary>
    public string? RecordId { get; init; }

    /// <summary>Whether it names at most a view.</summary>
    public bool SaysNothing => !IsNarrowed && Sort.Count == 0 && Columns is null;

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrowed => Keyword is not null || Conditions is not null;

    /// <summary>The records of an entity that it means.</summary>
    public RecordSelection Selection(string entityId) => new(entityId, Tree, Keyword, SortFields: Sort.Count == 0 ? null : [.. Sort]);

    /// <summary>The order after a header was pressed: ascending, descending, none; alone, or beside the others.</summary>
    /// <param name="path">The header's field.</param>
    /// <param name="beside">Whether the other fields stay.</param>
    /// <param name="most">Most fields of an order.</param>
    public GridQuery Sorted(string path, bool beside, int most)
    {
        var at = Sort.ToList().FindIndex(field => field.TrimStart('-') == path);
        string? next = at < 0 ? path : Sort[at] == path ? "-" + path : null;
        if (!beside)
        {
            return this with { Sort = next is null ? [] : [next] };
        }

        var sort = Sort.ToList();
        if (at >= 0)
        {
            sort.RemoveAt(at);
        }

        if (next is not null)
        {
            sort.Insert(at < 0 ? sort.Count : at, next);
        }

        return this with { Sort = [.. sort.Take(most)] };
    }

    /// <summary>How many conditions the tree holds.</summary>
    public int ConditionCount => Tree is { } root ? Count(root) : 0;

    /// <summary>The conditions read; null for none.</summary>
    public JsonElement? Tree => Conditions is null ? null : JsonSerializer.Deserialize<JsonElement>(Conditions, Json.Options);

    private static int Count(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty("conditions", out var children) && children.ValueKind == JsonValueKind.Array
            ? children.EnumerateArray().Sum(Count)
            : 1;
}
