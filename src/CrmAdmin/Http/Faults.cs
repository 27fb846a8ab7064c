using Microsoft.Data.Sqlite;
using Npgsql;

namespace CrmAdmin.Http;

/// <summary>Tells what passes by itself (503) from what is a bug (500), for everything that is thrown.</summary>
public static class Faults
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Interrupted = 9;
    private const int Full = 13;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int CannotOpen = 14;
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    /// <summary>The refusal that a fault becomes; <see cref="ErrorCode.InternalError"/> where it is none that we know.</summary>
    public static CrmException Refusal(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (Known(cause) is { } refusal)
            {
                return refusal;
            }
        }

        return new CrmException(ErrorCode.InternalError, "Http.InternalError");
    }

    private static CrmException? Known(Exception cause) => cause switch
    {
        CrmException refusal => refusal,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new CrmException(ErrorCode.PayloadTooLarge, "Http.BodyTooLarge"),
        BadHttpRequestException => new CrmException(ErrorCode.ValidationError, "Http.BadRequest"),
        SqliteException { SqliteErrorCode: Busy or Locked } => Unavailable("Http.StorageBusy"),
        SqliteException { SqliteErrorCode: Full } => Unavailable("Http.StorageFull"),
        SqliteException { SqliteErrorCode: Interrupted } => Unavailable("Http.TooCostly"),
        SqliteException { SqliteErrorCode: ReadOnly or InputOutput or CannotOpen } => Unavailable("Http.StorageUnavailable"),
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => Unavailable("Http.TooCostly"),
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => Unavailable("Http.StorageBusy"),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Unavailable("Http.StorageFull"),
        PostgresException postgres => postgres.IsTransient || IsAway(postgres) ? Unavailable("Http.StorageUnavailable") : null,
        NpgsqlException => Unavailable("Http.StorageUnavailable"),
        IOException { HResult: NoSpace or OverQuota } => Unavailable("Http.StorageFull"),
        _ => null,
    };

    /// <summary>Class 57P: the server is going down, or not up yet; or the database is not there, as while it is restored.</summary>
    private static bool IsAway(PostgresException postgres) =>
        postgres.SqlState.StartsWith("57P", StringComparison.Ordinal) || postgres.SqlState == PostgresErrorCodes.InvalidCatalogName;

    private static CrmException Unavailable(string key) => new(ErrorCode.ServiceUnavailable, key);
}
