using CrmAdmin.Http;

namespace CrmAdmin.Loading;

/// <summary>What «load» was asked to do.</summary>
/// <param name="Entity">Slug or id of the entity.</param>
/// <param name="File">CSV, or NDJSON where its name ends with .ndjson or .jsonl.</param>
/// <param name="Rejects">Where refused rows go.</param>
internal sealed record LoadArguments(string Entity, string File, string Rejects)
{
    private const string Command = "load";
    private const string CreateSwitch = "--create";
    private static readonly string[] Named = ["--entity", "--file", "--rejects", "--encoding", "--delimiter", "--list-separator", "--skip"];

    /// <summary>Whether a missing entity and missing properties are made.</summary>
    public bool Create { get; init; }

    /// <summary>utf-8, utf-16 or cp949; null to find out.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between cells.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>What stands between the values of one cell.</summary>
    public char ListSeparator { get; init; } = ';';

    /// <summary>Columns that are passed over.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];

    /// <summary>Whether rows are JSON objects, one a line.</summary>
    public bool IsNdjson => Path.GetExtension(File).ToUpperInvariant() is ".NDJSON" or ".JSONL";

    /// <summary>Splits a command line into what «load» takes, null where it is another command, and the program's settings.</summary>
    public static (IReadOnlyList<string>? Load, string[] Settings) Split(string[] args)
    {
        if (args is not [Command, .. var rest])
        {
            return (null, args);
        }

        var (load, settings) = (new List<string>(), new List<string>());
        for (var i = 0; i < rest.Length; i++)
        {
            var name = rest[i].Split('=', 2)[0];
            if (name == CreateSwitch)
            {
                load.Add(name);
            }
            else if (!Named.Contains(name))
            {
                settings.Add(rest[i]);
            }
            else if (name == rest[i] && i + 1 < rest.Length)
            {
                load.Add($"{name}={rest[++i]}");
            }
            else
            {
                load.Add(rest[i]);
            }
        }

        return (load, [.. settings]);
    }

    /// <summary>Reads what <see cref="Split"/> gave. 400 where something is missing or makes no sense.</summary>
    public static LoadArguments Read(IReadOnlyList<string> load)
    {
        var given = load.Where(arg => arg != CreateSwitch).Select(arg => arg.Split('=', 2)).ToLookup(arg => arg[0], arg => arg.ElementAtOrDefault(1));
        string? Value(string name) => !given.Contains(name) || given[name].Last() is { Length: > 0 } ? given[name].LastOrDefault() : throw Missing(name);
        var file = Value("--file") ?? throw Missing("--file");
        return new LoadArguments(Value("--entity") ?? throw Missing("--entity"), file, Value("--rejects") ?? file + ".rejects.csv")
        {
            Create = load.Contains(CreateSwitch),
            Encoding = Value("--encoding"),
            Delimiter = Character("--delimiter", Value("--delimiter") ?? ","),
            ListSeparator = Character("--list-separator", Value("--list-separator") ?? ";"),
            Skip = Value("--skip")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        };
    }

    private static char Character(string name, string text) => text switch
    {
        "tab" or "\\t" => '\t',
        [var c] when c is not ('"' or '\r' or '\n') => c,
        _ => throw new CrmException(ErrorCode.ValidationError, "Loading.OneCharacter", name, text),
    };

    private static CrmException Missing(string name) => new(ErrorCode.ValidationError, "Loading.ValueMissing", name);
}
