namespace CrmAdmin.Http;

/// <summary>Every limit of the program, in one place.</summary>
public static class Limits
{
    /// <summary>Largest JSON body, in bytes.</summary>
    public const int BodyBytes = 10 * 1024 * 1024;

    /// <summary>Longest path and query of a REST request, in characters: the filters of a list are a text of JSON in it.</summary>
    public const int TargetLength = 32 * 1024;

    /// <summary>What the server itself takes in a request line and in the headers, in bytes; beyond that it answers without a body.</summary>
    public const int ServerLine = 4 * TargetLength;

    /// <summary>Largest uploaded file, in bytes.</summary>
    public const int FileBytes = 20 * 1024 * 1024;

    /// <summary>Largest file of an import, in bytes.</summary>
    public const int ImportBytes = 200 * 1024 * 1024;

    /// <summary>Values of a column that are shown as samples.</summary>
    public const int ImportSamples = 5;

    /// <summary>Longest sample, in characters.</summary>
    public const int ImportSampleLength = 200;

    /// <summary>Most columns of an imported file.</summary>
    public const int ImportColumns = 2000;

    /// <summary>Most that a workbook of an import may hold in its sheet, or in its texts, once unpacked, in bytes.</summary>
    public const long ImportSheetBytes = 1024 * 1024 * 1024;

    /// <summary>What a multipart body may be larger than its file, in bytes.</summary>
    public const int MultipartOverhead = 64 * 1024;

    /// <summary>Longest value of a part that is no file, in bytes.</summary>
    public const int MultipartValue = 4 * 1024;

    /// <summary>Most parts of a multipart body.</summary>
    public const int MultipartParts = 100;

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

    /// <summary>Longest EMAIL value, in characters.</summary>
    public const int EmailLength = 320;

    /// <summary>Longest PHONE value, in characters.</summary>
    public const int PhoneLength = 50;

    /// <summary>Longest URL value, in characters.</summary>
    public const int UrlLength = 2048;

    /// <summary>Most tags of a record.</summary>
    public const int Tags = 50;

    /// <summary>Longest tag, in characters.</summary>
    public const int TagLength = 50;

    /// <summary>Most files in a FILE property.</summary>
    public const int FilesPerProperty = 20;

    /// <summary>Longest name of a file, in characters.</summary>
    public const int FileNameLength = 200;

    /// <summary>Largest magnitude of a NUMBER, 2^53 - 1.</summary>
    public const double NumberMagnitude = 9007199254740991;

    /// <summary>Most options of one property.</summary>
    public const int Options = 1000;

    /// <summary>Longest value, label or colour of an option, in characters.</summary>
    public const int OptionLength = 255;

    /// <summary>Longest name of an entity or property, in characters.</summary>
    public const int CatalogName = 100;

    /// <summary>Most saved views that a person keeps of one entity.</summary>
    public const int GridViews = 100;

    /// <summary>Longest key of a property, in characters.</summary>
    public const int KeyLength = 63;

    /// <summary>Longest type of an activity, in characters.</summary>
    public const int ActivityType = 100;

    /// <summary>Longest source of an activity, in characters.</summary>
    public const int ActivitySource = 255;

    /// <summary>Largest payload of an activity as JSON without white space, in bytes.</summary>
    public const int ActivityPayload = 16 * 1024;

    /// <summary>Most columns that types of activities, or keys of their payloads, may make in an exported file.</summary>
    public const int BulkExportColumns = 16_384;

    /// <summary>Longest cursor that is looked at, in characters: five sort keys of the longest LONG_TEXT, sealed.</summary>
    public const int StartKeyLength = 2_000_000;

    /// <summary>A count that is not asked to be exact stops here.</summary>
    public const int CappedCount = 10_000;

    /// <summary>Fewest records of an entity for which an index in the order of a property is made: fewer are sorted in some milliseconds.</summary>
    public const int OrderedLeast = 50_000;

    /// <summary>Most records for which SQLite makes one while the program runs: two million keep the gate for about three seconds.</summary>
    public const int OrderedMost = 2_000_000;

    /// <summary>Most properties of an entity that have one, because each makes every write slower.</summary>
    public const int OrderedProperties = 6;

    /// <summary>Most properties whose values stand in the index that SQLite goes through where no other finds what is asked for: each makes it longer.</summary>
    public const int ScannedProperties = 24;

    /// <summary>What a 503 tells the caller to wait, in seconds.</summary>
    public const string RetryAfter = "2";

    /// <summary>Rows whose removed values are emptied in one write.</summary>
    public const int EmptiedRows = 5000;

    /// <summary>Pieces of a substring that are looked up; the rest of a longer one is tested on the records found.</summary>
    public const int GramsOfNeedle = 32;

    /// <summary>WAL pages (of 4 KiB) between two checkpoints.</summary>
    public const long WalPages = 16_000;

    /// <summary>How long a write waits for its turn, or for a lock of another process, before 503.</summary>
    public static readonly TimeSpan WriteWait = TimeSpan.FromSeconds(5);

    /// <summary>How long a change of a table goes on asking for it while others read it, before 503.</summary>
    public static readonly TimeSpan AlterWait = TimeSpan.FromSeconds(30);

    /// <summary>How long it lets the others go first between two askings.</summary>
    public static readonly TimeSpan AlterPause = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a file that no record holds is kept.</summary>
    public static readonly TimeSpan FileUnheld = TimeSpan.FromHours(24);

    /// <summary>How long an import can be undone, and its rejects be had, after its run has ended.</summary>
    public static readonly TimeSpan ImportKept = TimeSpan.FromDays(30);

    /// <summary>How long a run on many records can be looked at, undone and tried again after its end.</summary>
    public static readonly TimeSpan BulkRunKept = TimeSpan.FromDays(1);

    /// <summary>How long an uploaded import waits for its run.</summary>
    public static readonly TimeSpan ImportIdle = TimeSpan.FromDays(7);

    /// <summary>How long a file of an upload that broke off is left alone.</summary>
    public static readonly TimeSpan ImportUpload = TimeSpan.FromDays(1);

    /// <summary>How long a removed property keeps its values, for reads that began before.</summary>
    public static readonly TimeSpan RemovedPropertyKept = TimeSpan.FromHours(1);

    /// <summary>How long an index in the order of a property is kept that serves no search.</summary>
    public static readonly TimeSpan OrderKept = TimeSpan.FromDays(30);

    /// <summary>How seldom it is looked whether a property that searches ask for should have one, or that its index is in use.</summary>
    public static readonly TimeSpan OrderLook = TimeSpan.FromMinutes(10);

    /// <summary>How long searches and writes are left alone between the making of two such indexes.</summary>
    public static readonly TimeSpan OrderPause = TimeSpan.FromSeconds(30);

    /// <summary>How long nobody has searched where such an index is made.</summary>
    public static readonly TimeSpan OrderQuiet = TimeSpan.FromSeconds(2);

    /// <summary>How long that is waited for, at most.</summary>
    public static readonly TimeSpan OrderQuietWait = TimeSpan.FromSeconds(30);

    /// <summary>Between two looks for such indexes that serve nothing any more.</summary>
    public static readonly TimeSpan OrderRound = TimeSpan.FromHours(12);

    /// <summary>Longest span of activities in one export.</summary>
    public static readonly TimeSpan ActivityExportSpan = TimeSpan.FromDays(31);

    /// <summary>Most processors that searches on SQLite take besides those that they run on, where nothing else is read.</summary>
    public const int ReadHelpers = 7;

    /// <summary>How long one search may run before it is interrupted and refused.</summary>
    public static readonly TimeSpan SearchCost = TimeSpan.FromSeconds(10);
}
