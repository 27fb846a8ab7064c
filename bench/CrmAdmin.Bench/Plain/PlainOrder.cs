using System.Globalization;

namespace CrmAdmin.Bench.Plain;

/// <summary>The order of a search in plain SQL: one column, empty ones last, ties by id in the same direction.</summary>
internal sealed class PlainOrder
{
    private static readonly string[] Required = ["name", "dateCreated"];
    private readonly string column;
    private readonly bool descending;

    /// <summary>Reads what «sortFields» names.</summary>
    public PlainOrder(string sort) =>
        (descending, column) = (sort[0] == '-', sort.TrimStart('-').Replace("data.", "", StringComparison.Ordinal));

    /// <summary>The ORDER BY.</summary>
    public string Sql
    {
        get
        {
            var way = descending ? "desc" : "asc";
            return $" order by {column} {way}{(Required.Contains(column) ? "" : " nulls last")}, id {way}";
        }
    }

    /// <summary>What stands behind a row, as conditions of which each is right where the page is full.</summary>
    public IReadOnlyList<string> Behind(object[] row)
    {
        var (value, id) = (row[1 + Array.IndexOf(Row.Columns, column)], Literal(row[0]));
        var beyond = descending ? "<" : ">";
        if (value is DBNull)
        {
            return [$"{column} is null and id {beyond} {id}"];
        }

        var key = Literal(value);
        return
        [
            $"{column} {beyond}= {key} and ({column} {beyond} {key} or id {beyond} {id})",
            $"({column} {beyond} {key} or {column} is null or ({column} = {key} and id {beyond} {id}))",
        ];
    }

    private static string Literal(object value) =>
        value is string text ? $"'{text}'" : ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
}
