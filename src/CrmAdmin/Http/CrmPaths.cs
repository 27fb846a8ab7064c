namespace CrmAdmin.Http;

/// <summary>Which addresses belong to the REST contract; all others are pages and files.</summary>
public static class CrmPaths
{
    /// <summary>The base path of the contract.</summary>
    public const string Base = "/crm-core/v1";

    /// <summary>The base path of the contact and activity exports.</summary>
    public const string Exports = "/exports";

    /// <summary>Whether a request is a REST call, to a known route or not.</summary>
    public static bool IsApi(PathString path) => IsCore(path) || IsExports(path);

    /// <summary>Below /crm-core.</summary>
    public static bool IsCore(PathString path) => path.StartsWithSegments("/crm-core", StringComparison.OrdinalIgnoreCase);

    /// <summary>Below /exports.</summary>
    public static bool IsExports(PathString path) => path.StartsWithSegments(Exports, StringComparison.OrdinalIgnoreCase);
}
