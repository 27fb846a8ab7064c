using System.Globalization;
using System.Text.Json;
using CrmAdmin.Conditions;
using CrmAdmin.Http;

namespace CrmAdmin.Storage;

/// <summary>Where the two engines differ in how a condition is written.</summary>
public abstract class SqlDialect
{
    /// <summary>SQLite 3.39 or later.</summary>
    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    /// <summary>PostgreSQL 15 or later; text columns are COLLATE "C".</summary>
    public static SqlDialect Postgres { get; } = new PostgresDialect();

    /// <summary>
    /// Whether the engine knows how common values are and so finds by itself which index gives the fewest candidates. A plan is
    /// then told by putting one query behind another; else by barring indexes column by column.
    /// </summary>
    public abstract bool HasStatistics { get; }

    /// <summary>A column as it must be written so that no index on it is used, where indexes are barred by column.</summary>
    public abstract string WithoutIndex(string column);

    /// <summary>The column that tells records apart that sort alike; it ascends as recordId does.</summary>
    public abstract string Tie { get; }

    /// <summary>Whether a record's <see cref="Tie"/> lies beyond that of another, which need not be there any more.</summary>
    public abstract SqlText BeyondTie(SqlText sql, string tie, string table, string recordId, bool descending);

    /// <summary>Where a text first stands in an expression, counted from 1; 0 for nowhere.</summary>
    public SqlText Position(SqlText sql, string expression, string text) => PositionOf(sql, expression, sql.Parameter(text));

    /// <summary>The same for a text that is itself an expression.</summary>
    public abstract SqlText PositionOf(SqlText sql, string expression, string text);

    /// <summary>Whether a column has a text in it.</summary>
    public SqlText Contains(SqlText sql, string column, string text) => Position(sql, column, text).Add(" > 0");

    /// <summary>The same, told so that the engine's own text index on the column is found.</summary>
    public virtual SqlText LookUp(SqlText sql, string column, string text) => Contains(sql, column, text);

    /// <summary>Whether a column has in it what a pattern of initial consonants stands for.</summary>
    /// <param name="sql">Where it is written.</param>
    /// <param name="column">The column.</param>
    /// <param name="pattern">What <see cref="Initials.Pattern"/> gave.</param>
    /// <param name="looksUp">Told so that the engine's own index is found.</param>
    public abstract SqlText ContainsInitials(SqlText sql, string column, string pattern, bool looksUp);

    /// <summary>Adds to another test of a text, by AND, what the engine's own text index can look up; nothing where it has none.</summary>
    public virtual SqlText AndPieces(SqlText sql, string column, string text) => sql;

    /// <summary>Whether a set, whose members stand in the column between separators, has a member, told so that the engine's own index is found.</summary>
    public virtual SqlText LookUpMember(SqlText sql, string column, string member) => Contains(sql, column, Folding.Wrapped(member));

    /// <summary>Whether an expression ends with a text that is not empty.</summary>
    public abstract SqlText EndsWith(SqlText sql, string expression, string text);

    /// <summary>Whether an expression is one of many values, which go in as one parameter.</summary>
    public abstract SqlText In(SqlText sql, string expression, string[] values);

    /// <summary>Adds, for FROM, a table of many values, which go in as one parameter. Gives the name of its column.</summary>
    public abstract string Each(SqlText sql, string[] values);

    /// <summary>
    /// Adds, for FROM, a table named «listed» with columns c0, c1, …, of any number of rows in one parameter a column
    /// at most: binding row by row costs several times as much.
    /// </summary>
    /// <param name="sql">Where it is written.</param>
    /// <param name="columns">Arrays of one length: string (with nulls) or long.</param>
    public abstract SqlText Rows(SqlText sql, params IReadOnlyList<Array> columns);

    /// <summary>A consonant and the syllables that begin with it, as patterns of both engines write them; null for other letters.</summary>
    private static string? Class(char letter)
    {
        if (!Initials.IsConsonant(letter))
        {
            return null;
        }

        var (first, last) = Initials.Syllables(letter);
        return $"[{letter}{first}-{last}]";
    }

    private sealed class SqliteDialect : SqlDialect
    {
        public override bool HasStatistics => false;

        public override string WithoutIndex(string column) => "+" + column;

        // Ids are drawn inside the write, so rows are numbered in the order of their ids. A number makes an index a third
        // of what the id would.
        public override string Tie => "rid";

        public override SqlText BeyondTie(SqlText sql, string tie, string table, string recordId, bool descending)
        {
            var (beyond, from, order, end) = descending ? ("<", ">=", "ASC", long.MaxValue) : (">", "<=", "DESC", 0);
            return sql.Add($"{tie} {beyond} COALESCE((SELECT rid FROM {table} WHERE id {from} ").Value(recordId)
                .Add($" ORDER BY id {order} LIMIT 1), {end})");
        }

        public override SqlText PositionOf(SqlText sql, string expression, string text) => sql.Add($"instr({expression}, {text})");

        // Ranges of GLOB are of code points; a bracket around one character takes its meaning away.
        public override SqlText ContainsInitials(SqlText sql, string column, string pattern, bool looksUp) =>
            sql.Add($"{column} GLOB ").Value($"*{string.Concat(pattern.Select(letter => Class(letter) ?? (letter is '*' or '?' or '[' ? $"[{letter}]" : $"{letter}")))}*");

        public override SqlText EndsWith(SqlText sql, string expression, string text)
        {
            var end = sql.Parameter(text);
            return sql.Add($"substr({expression}, -length({end})) = {end}");
        }

        public override SqlText In(SqlText sql, string expression, string[] values) =>
            sql.Add($"{expression} IN (SELECT value FROM json_each(").Value(Array(values)).Add("))");

        public override string Each(SqlText sql, string[] values)
        {
            sql.Add("json_each(").Value(Array(values)).Add(") AS listed");
            return "listed.value";
        }

        public override SqlText Rows(SqlText sql, params IReadOnlyList<Array> columns)
        {
            var rows = Enumerable.Range(0, columns[0].Length).Select(row => columns.Select(column => column.GetValue(row)));
            var named = columns.Select((_, i) => $"value ->> {i} AS c{i}");
            return sql.Add($"(SELECT {string.Join(", ", named)} FROM json_each(")
                .Value(JsonSerializer.Serialize(rows, Json.Options)).Add(")) AS listed");
        }

        private static string Array(string[] values) => JsonSerializer.Serialize(values, Json.Options);
    }

    private sealed class PostgresDialect : SqlDialect
    {
        public override bool HasStatistics => true;

        public override string WithoutIndex(string column) => column;

        public override string Tie => "id";

        public override SqlText BeyondTie(SqlText sql, string tie, string table, string recordId, bool descending) =>
            sql.Add($"{tie} {(descending ? "<" : ">")} ").Value(recordId);

        public override SqlText PositionOf(SqlText sql, string expression, string text) => sql.Add($"strpos({expression}, {text})");

        // One character is all that the index has to be asked for; a second test would only mislead the estimate.
        public override SqlText LookUp(SqlText sql, string column, string text) => Pieces(text) is [var one] && one == text
            ? sql.Add($"{PostgresPieces.OfText(column)} @> ").Value(new[] { one })
            : AndPieces(Contains(sql, column, text), column, text);

        public override SqlText AndPieces(SqlText sql, string column, string text) =>
            Pieces(text) is { Length: > 0 } pieces ? sql.Add($" AND {PostgresPieces.OfText(column)} @> ").Value(pieces) : sql;

        // A function, because of an operator for patterns PostgreSQL has an opinion how many fit, and takes it times the index's own.
        public override SqlText ContainsInitials(SqlText sql, string column, string pattern, bool looksUp)
        {
            var expression = string.Concat(pattern.EnumerateRunes().Select(rune =>
                (rune.IsBmp ? Class((char)rune.Value) : null) ?? string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}")));
            sql.Add($"regexp_like({column}, ").Value(expression).Add(")");
            if (!looksUp)
            {
                return sql;
            }

            sql.Add($" AND {PostgresPieces.OfInitials(column)} @> ").Value(Initials.Pieces(pattern, PostgresPieces.FirstInitial).ToArray());
            return AndPieces(sql, column, string.Concat(Initials.Literals(pattern)));
        }

        public override SqlText LookUpMember(SqlText sql, string column, string member) =>
            sql.Add($"{PostgresPieces.OfSet(column)} @> ").Value(new[] { member });

        // ASCII characters are common, so they are looked up only where there are no others.
        private static string[] Pieces(string text)
        {
            string[] all = [.. text.EnumerateRunes().Select(rune => rune.ToString()).Distinct(StringComparer.Ordinal)];
            return all.Where(piece => !char.IsAscii(piece[0])).ToArray() is { Length: > 0 } wide ? wide : all;
        }

        public override SqlText EndsWith(SqlText sql, string expression, string text)
        {
            var end = sql.Parameter(text);
            return sql.Add($"right({expression}, length({end})) = {end}");
        }

        public override SqlText In(SqlText sql, string expression, string[] values) =>
            sql.Add($"{expression} = ANY(").Value(values).Add(")");

        public override string Each(SqlText sql, string[] values)
        {
            sql.Add("unnest(").Value(values).Add(") AS listed(value)");
            return "listed.value";
        }

        public override SqlText Rows(SqlText sql, params IReadOnlyList<Array> columns)
        {
            sql.Add("unnest(");
            for (var i = 0; i < columns.Count; i++)
            {
                sql.Add(i == 0 ? "" : ", ").Value(columns[i]);
            }

            return sql.Add($") AS listed({string.Join(", ", columns.Select((_, i) => $"c{i}"))})");
        }
    }
}
