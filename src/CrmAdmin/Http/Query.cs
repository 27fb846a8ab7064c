using System.Globalization;

namespace CrmAdmin.Http;

/// <summary>Reads a request's query string; what is wrong is collected and named by its parameter.</summary>
/// <example><code>var query = new Query(http); var list = query.List(); var from = query.Instant("from"); query.Check();</code></example>
public sealed class Query(HttpContext http)
{
    private readonly IQueryCollection values = http.Request.Query;
    private readonly List<Detail> wrong = [];

    /// <summary>A text; null where absent or empty. Given twice, or holding U+0000 or a lone surrogate, it is wrong.</summary>
    public string? Text(string name)
    {
        if (!values.TryGetValue(name, out var found) || found.Count == 0 || string.IsNullOrEmpty(found[0]))
        {
            return null;
        }

        return found.Count > 1 || !IsPlain(found[0]!) ? Wrong<string>(name, "Http.QueryValue") : found[0];
    }

    /// <summary>A text that must be there.</summary>
    public string Required(string name) => Text(name) ?? Wrong<string>(name, "Http.Required") ?? "";

    /// <summary>A whole number within a range, both ends in; null where absent.</summary>
    public int? Number(string name, int least, int most)
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Wrong<int?>(name, "Http.NumberRange", least, most);
    }

    /// <summary>An instant with Z or an offset; null where absent.</summary>
    public DateTime? Instant(string name)
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        return Instants.TryParse(text, out var instant) ? instant : Wrong<DateTime?>(name, "Http.InstantNeeded");
    }

    /// <summary>true or false; false where absent.</summary>
    public bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => Wrong<bool>(name, "Http.FlagNeeded"),
    };

    /// <summary>limit and startKey of a list.</summary>
    public ListQuery List() => new(Number("limit", 1, Limits.PageMost) ?? Limits.PageDefault, Text("startKey"));

    /// <summary>Adds a wrong place of the caller's own finding.</summary>
    public void Add(string name, string key, params object?[] args) => wrong.Add(new Detail(name, key, args));

    /// <summary>400 ValidationError when anything read so far was wrong.</summary>
    public void Check()
    {
        if (wrong.Count > 0)
        {
            throw CrmException.Invalid([.. wrong.DistinctBy(d => d.Path)]);
        }
    }

    private static bool IsPlain(string text)
    {
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (rest[0] == '\0' || System.Text.Rune.DecodeFromUtf16(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[used..];
        }

        return true;
    }

    private T? Wrong<T>(string name, string key, params object?[] args)
    {
        wrong.Add(new Detail(name, key, args));
        return default;
    }
}

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Limit">Rows, 1..200.</param>
/// <param name="StartKey">The nextKey of the page before, or null for the first.</param>
public sealed record ListQuery(int Limit, string? StartKey)
{
    /// <summary>Reads limit (default 20) and startKey; 400 ValidationError where they are wrong.</summary>
    public static ListQuery From(HttpContext http)
    {
        var query = new Query(http);
        var list = query.List();
        query.Check();
        return list;
    }
}

/// <summary>One page of a list.</summary>
/// <param name="Data">The rows.</param>
/// <param name="NextKey">The next page's startKey; null on the last page.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Data, string? NextKey);
