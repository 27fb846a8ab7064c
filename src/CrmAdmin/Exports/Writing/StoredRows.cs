using System.Data.Common;
using System.Text;
using CrmAdmin.Storage;
using Microsoft.Data.Sqlite;

namespace CrmAdmin.Exports.Writing;

/// <summary>Rows of a query whose columns are the layout's, in its order.</summary>
internal static class StoredRows
{
    /// <summary>Rows of an open reader, which stays the caller's to dispose.</summary>
    public static ExportRows Of(DbDataReader reader) =>
        reader is SqliteDataReader sqlite ? new OfSqlite(sqlite) : new OfServer(reader);

    /// <summary>SQLite holds UTF-8 already: cells are read where they lie.</summary>
    private sealed class OfSqlite(SqliteDataReader reader) : ExportRows
    {
        private readonly SqliteCells cells = new(reader);

        public override ValueTask<bool> ReadAsync(CancellationToken ct) => new(reader.Read());

        public override bool IsEmpty(int column) => cells.IsNull(column);

        public override ReadOnlySpan<byte> Text(int column) => cells.Text(column);

        public override double Number(int column) => cells.Number(column);

        public override long Integer(int column) => cells.Integer(column);
    }

    private sealed class OfServer(DbDataReader reader) : ExportRows
    {
        private byte[] text = new byte[1024];

        public override async ValueTask<bool> ReadAsync(CancellationToken ct) => await reader.ReadAsync(ct);

        public override bool IsEmpty(int column) => reader.IsDBNull(column);

        public override ReadOnlySpan<byte> Text(int column)
        {
            var value = reader.GetString(column);
            if (text.Length < value.Length * 3)
            {
                text = new byte[value.Length * 3];
            }

            return text.AsSpan(0, Encoding.UTF8.GetBytes(value, text));
        }

        public override double Number(int column) => reader.GetDouble(column);

        public override long Integer(int column) => reader.GetInt64(column);
    }
}
