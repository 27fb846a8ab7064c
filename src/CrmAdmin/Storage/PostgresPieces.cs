namespace CrmAdmin.Storage;

/// <summary>
/// The expressions on which PostgreSQL's text indexes stand; a search finds an index only by the same expression. Built-in
/// functions alone: one of our own would cost more than the rest of a write.
/// </summary>
internal static class PostgresPieces
{
    /// <summary>Each character of a text. Korean syllables are rare enough each for itself; trigrams would not serve one or two of them.</summary>
    public static string OfText(string column) => $"string_to_array({column}, NULL)";

    /// <summary>Each member of a set.</summary>
    public static string OfSet(string column) => $"string_to_array({column}, E'\\x1f')";
}
