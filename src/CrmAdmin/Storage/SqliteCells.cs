using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CrmAdmin.Storage;

/// <summary>
/// The cells of the row at which a statement stands, read where SQLite holds them. By way of the driver each call counts the
/// statement's handle up and down again and lets the garbage collector in: with a dozen cells a row that was a third of an
/// export. These functions only look at what the last step has put ready; they neither wait nor call back.
/// </summary>
/// <param name="reader">The reader, open for as long as cells are read.</param>
internal sealed unsafe partial class SqliteCells(SqliteDataReader reader)
{
    private const string Library = "e_sqlite3";
    private readonly nint handle = reader.Handle!.DangerousGetHandle();

    /// <summary>Whether a cell is NULL.</summary>
    public bool IsNull(int column) => Type(handle, column) == raw.SQLITE_NULL;

    /// <summary>A text as UTF-8. Good until the next step.</summary>
    public ReadOnlySpan<byte> Text(int column) => new(Blob(handle, column), Bytes(handle, column));

    /// <summary>A floating-point number.</summary>
    public double Number(int column) => Double(handle, column);

    /// <summary>A whole number.</summary>
    public long Integer(int column) => Int64(handle, column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    private static partial int Type(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [SuppressGCTransition]
    private static partial void* Blob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    private static partial int Bytes(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_double")]
    [SuppressGCTransition]
    private static partial double Double(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    private static partial long Int64(nint statement, int column);
}
