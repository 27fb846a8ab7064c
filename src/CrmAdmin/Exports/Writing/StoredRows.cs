using System.Data.Common;
using CrmAdmin.Jobs;
using CrmAdmin.Storage;
using Microsoft.Data.Sqlite;

namespace CrmAdmin.Exports.Writing;

/// <summary>Rows of a query whose columns are the layout's, in its order.</summary>
internal static class StoredRows
{
    /// <summary>Rows of an open reader, which stays the caller's to dispose.</summary>
    public static ExportRows Of(DbDataReader reader, RightOfWay way) =>
        reader is SqliteDataReader sqlite ? new OfSqlite(sqlite) : new OfServer(reader, way.Begin());

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

    /// <summary>
    /// PostgreSQL sends UTF-8: a text's bytes are taken as they come, as a string would have to be made and taken apart again. Its
    /// process and ours would keep two processors busy, so ours gives way, and the server's waits for it.
    /// </summary>
    private sealed class OfServer(DbDataReader reader, RightOfWay.Work work) : ExportRows
    {
        private const int Stride = 64;
        private byte[] text = new byte[1024];
        private int rows;

        public override async ValueTask<bool> ReadAsync(CancellationToken ct)
        {
            if (++rows % Stride == 0)
            {
                await work.PassAsync(ct);
            }

            return await reader.ReadAsync(ct);
        }

        public override bool IsEmpty(int column) => reader.IsDBNull(column);

        public override ReadOnlySpan<byte> Text(int column)
        {
            var length = (int)reader.GetBytes(column, 0, text, 0, text.Length);
            if (length == text.Length)
            {
                // It may be longer.
                text = new byte[Math.Max(2 * length, reader.GetBytes(column, 0, null, 0, 0))];
                length = (int)reader.GetBytes(column, 0, text, 0, text.Length);
            }

            return text.AsSpan(0, length);
        }

        public override double Number(int column) => reader.GetDouble(column);

        public override long Integer(int column) => reader.GetInt64(column);
    }
}
