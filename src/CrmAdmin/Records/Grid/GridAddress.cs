using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CrmAdmin.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmAdmin.Records.Grid;

/// <summary>
/// A grid's state as the query of its address: q keyword, c conditions (deflated JSON), where (plain JSON,
/// as links from other pages have it) or link (a stored tree), sort, columns and
/// which of them are pinned, view.
/// </summary>
public static class GridAddress
{
    /// <summary>Longest condition text that still stands in an address, in characters; longer trees get a stored link.</summary>
    public const int LongestConditions = 1500;

    private const int LargestTree = 1024 * 1024;

    /// <summary>The members of the query; null ones are absent.</summary>
    /// <param name="query">The state.</param>
    /// <param name="link">The stored link that stands for the conditions, or null where they stand for themselves.</param>
    public static Dictionary<string, object?> Write(GridQuery query, string? link) => new(StringComparer.Ordinal)
    {
        ["q"] = query.Keyword,
        ["c"] = link is null ? Encode(query.Conditions) : null,
        ["link"] = link,
        ["sort"] = Joined(query.Sort),
        ["columns"] = Joined(query.Columns ?? []),
        ["pinned"] = query.Columns is null ? null : Joined(query.Pinned),
        ["view"] = query.View,
    };

    /// <summary>
    /// What an address says. What cannot be read is left out: an address is typed and cut by people, and must open all the same.
    /// </summary>
    /// <param name="uri">The whole address.</param>
    /// <param name="link">The stored link it names, or null.</param>
    public static GridQuery Read(Uri uri, out string? link)
    {
        var query = QueryHelpers.ParseQuery(uri.Query);
        string? Member(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
        string[]? Parts(string name) => Member(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries);
        link = Member("link");
        return new GridQuery
        {
            Keyword = Member("q"),
            Conditions = Decode(Member("c")) ?? Plain(Member("where")),
            Sort = Parts("sort") ?? [],
            Columns = Parts("columns"),
            Pinned = Parts("pinned") ?? [],
            View = Member("view"),
        };
    }

    /// <summary>The conditions as a short text; null for none.</summary>
    public static string? Encode(string? conditions)
    {
        if (conditions is null)
        {
            return null;
        }

        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.SmallestSize))
        {
            deflate.Write(Encoding.UTF8.GetBytes(conditions));
        }

        return Base64Url.EncodeToString(deflated.ToArray());
    }

    /// <summary>The conditions that a text holds; null for none, or where it cannot be read.</summary>
    public static string? Decode(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            using var deflate = new DeflateStream(new MemoryStream(Base64Url.DecodeFromChars(text)), CompressionMode.Decompress);
            var json = new byte[LargestTree];
            var length = deflate.ReadAtLeast(json, LargestTree, throwOnEndOfStream: false);
            var read = JsonSerializer.Deserialize<JsonElement>(json.AsSpan(0, length), Json.Options);
            return read.ValueKind == JsonValueKind.Object ? Encoding.UTF8.GetString(json, 0, length) : null;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Conditions that another page wrote as they are.</summary>
    private static string? Plain(string? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize<JsonElement>(json, Json.Options).ValueKind == JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Joined(IReadOnlyList<string> parts) => parts.Count == 0 ? null : string.Join(',', parts);
}
