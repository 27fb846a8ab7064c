namespace CrmAdmin.Http;

/// <summary>Every limit of the program, in one place.</summary>
public static class Limits
{
    /// <summary>Largest JSON body, in bytes.</summary>
    public const int BodyBytes = 10 * 1024 * 1024;

    /// <summary>Deepest JSON nesting.</summary>
    public const int JsonDepth = 64;

    /// <summary>Rows of a page where none are asked for.</summary>
    public const int PageDefault = 20;

    /// <summary>Most rows of a page.</summary>
    public const int PageMost = 200;

    /// <summary>Most items of a bulk request.</summary>
    public const int BulkItems = 1000;

    /// <summary>Most conditions and groups directly in one group.</summary>
    public const int GroupChildren = 50;

    /// <summary>Most levels of groups, the root being the first.</summary>
    public const int GroupLevels = 10;

    /// <summary>Most conditions in one tree.</summary>
    public const int TreeConditions = 2500;

    /// <summary>Most values in one condition's list.</summary>
    public const int ListValues = 200;

    /// <summary>Most sort fields of a search.</summary>
    public const int SortFields = 5;

    /// <summary>Longest record name, in characters.</summary>
    public const int NameLength = 255;

    /// <summary>Longest TEXT value, in characters.</summary>
    public const int TextLength = 1000;

    /// <summary>Longest LONG_TEXT value, in characters.</summary>
    public const int LongTextLength = 65_536;

    /// <summary>Most tags of a record.</summary>
    public const int Tags = 50;

    /// <summary>Longest tag, in characters.</summary>
    public const int TagLength = 50;

    /// <summary>Most files in a FILE property.</summary>
    public const int FilesPerProperty = 20;

    /// <summary>Largest magnitude of a NUMBER, 2^53 - 1.</summary>
    public const double NumberMagnitude = 9007199254740991;

    /// <summary>Longest name of an entity or property, in characters.</summary>
    public const int CatalogName = 100;

    /// <summary>Longest key of a property, in characters.</summary>
    public const int KeyLength = 63;

    /// <summary>A count that is not asked to be exact stops here.</summary>
    public const int CappedCount = 10_000;

    /// <summary>Longest startKey that is looked at, in characters.</summary>
    public const int StartKeyLength = 8192;

    /// <summary>What a 503 tells the caller to wait, in seconds.</summary>
    public const string RetryAfter = "2";

    /// <summary>WAL pages (of 4 KiB) between two checkpoints.</summary>
    public const long WalPages = 16_000;

    /// <summary>How long a write waits for its turn, or for a lock of another process, before 503.</summary>
    public static readonly TimeSpan WriteWait = TimeSpan.FromSeconds(5);

    /// <summary>How long one search may run before it is interrupted and refused.</summary>
    public static readonly TimeSpan SearchCost = TimeSpan.FromSeconds(10);
}
