namespace CrmAdmin.Storage;

/// <summary>
/// The expressions on which PostgreSQL's text indexes stand; a search finds an index only by the same expression. Built-in
/// functions alone: one of our own would cost more than the rest of a write.
/// </summary>
internal static class PostgresPieces
{
    /// <summary>What the first of the initials is in <see cref="OfInitials"/>; the others follow.</summary>
    public const char FirstInitial = '\u1100';

    /// <summary>
    /// Each initial of a text's syllables, and each two in a row. Taken apart, a syllable begins with a character that stands
    /// nowhere else in it; letters that are no syllables are passed over.
    /// </summary>
    public static string OfInitials(string column) =>
        $"string_to_array(regexp_replace(regexp_replace(normalize({column}, NFKD), '[^\u1100-\u1112]+', '', 'g'), '.', '\\& \\& \\&', 'g'), ' ')";

    /// <summary>Each character of a text. Korean syllables are rare enough each for itself; trigrams would not serve one or two of them.</summary>
    public static string OfText(string column) => $"string_to_array({column}, NULL)";

    /// <summary>Each member of a set.</summary>
    public static string OfSet(string column) => $"string_to_array({column}, E'\\x1f')";
}
