namespace CrmAdmin.Http;

/// <summary>One place in the input that was wrong.</summary>
/// <param name="Path">Where, as in «conditionGroup.conditions[2].value»; empty for the whole body.</param>
/// <param name="Key">Text key «Feature.Name» of the message.</param>
/// <param name="Args">What the message's placeholders stand for.</param>
public sealed record Detail(string Path, string Key, params object?[] Args);

/// <summary>A broken rule of the contract. One handler turns it into the error envelope, in the caller's language.</summary>
public sealed class CrmException : Exception
{
    /// <summary>A refusal with its message.</summary>
    public CrmException(ErrorCode code, string key, params object?[] args)
        : base(key)
    {
        Code = code;
        Key = key;
        Args = args;
    }

    private CrmException(IReadOnlyList<Detail> details)
        : base(string.Join("; ", details.Select(d => $"{d.Path}: {d.Key}")))
    {
        Code = ErrorCode.ValidationError;
        Key = "Http.ValidationError";
        Args = [];
        Details = details;
    }

    /// <summary>The contract's error code; it decides the status.</summary>
    public ErrorCode Code { get; }

    /// <summary>Text key of the message.</summary>
    public string Key { get; }

    /// <summary>What the message's placeholders stand for.</summary>
    public IReadOnlyList<object?> Args { get; }

    /// <summary>The places that were wrong; empty unless the input was.</summary>
    public IReadOnlyList<Detail> Details { get; } = [];

    /// <summary>400 ValidationError naming every wrong place.</summary>
    public static CrmException Invalid(IReadOnlyList<Detail> details) => new(details);

    /// <summary>400 ValidationError naming one wrong place.</summary>
    public static CrmException Invalid(string path, string key, params object?[] args) => new([new Detail(path, key, args)]);

    /// <summary>404 ResourceNotFound.</summary>
    public static CrmException NotFound(string id) => new(ErrorCode.ResourceNotFound, "Http.ResourceNotFound", id);
}
