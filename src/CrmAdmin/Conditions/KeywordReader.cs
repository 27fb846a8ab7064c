namespace CrmAdmin.Conditions;

/// <summary>Reads a keyword: contained in the name, initial consonants for the syllables that begin with them.</summary>
internal static class KeywordReader
{
    private static readonly Field Name = FieldList.System.Single(field => field.Path == "name");
    private static readonly Operator Contains = Operators.Find("contains")!;

    /// <summary>The one condition that a keyword is; null for none.</summary>
    public static Condition? Read(string? keyword) => string.IsNullOrEmpty(keyword)
        ? null
        : new Condition(Name, Initials.Pattern(keyword) is null ? Contains : Operators.Keyword, [Folding.Nfc(keyword)]);
}
