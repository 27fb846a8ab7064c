using System.IO.Compression;
using System.Text;

namespace CrmAdmin.Exports.Writing;

/// <summary>An .xlsx written in one pass into a ZIP, a further sheet beginning where Excel's row limit is reached.</summary>
internal sealed class XlsxWriter : ExportWriter
{
    private readonly ExportLayout layout;
    private readonly DateTimeOffset written;
    private readonly ZipArchive archive;
    private readonly XlsxSheet sheet;
    private readonly List<int> sheetRows = [];
    private Stream? part;
    private Utf8Output? output;

    /// <summary>A writer to a stream that it leaves open.</summary>
    public XlsxWriter(ExportLayout layout, Stream target, TimeProvider time)
    {
        this.layout = layout;
        written = time.GetUtcNow();
        archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        sheet = new XlsxSheet(layout);
    }

    /// <inheritdoc/>
    public override long CutCells => sheet.CutCells;

    /// <inheritdoc/>
    public override void Dispose()
    {
        CloseSheet();
        archive.Dispose();
    }

    /// <inheritdoc/>
    protected override void Begin() => NextSheet();

    /// <inheritdoc/>
    protected override void WriteRow(ExportRows rows)
    {
        if (sheet.Rows == XlsxSheet.MostRows)
        {
            EndSheet();
            NextSheet();
        }

        sheet.WriteRow(rows);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        EndSheet();
        foreach (var (path, xml) in XlsxParts.Rest(layout, sheetRows))
        {
            using var stream = Open(path);
            stream.Write(Encoding.UTF8.GetBytes(xml));
        }

        archive.Dispose();
    }

    private void NextSheet()
    {
        part = Open(XlsxParts.SheetPath(sheetRows.Count + 1));
        output = new Utf8Output(part);
        sheet.Begin(output);
    }

    private void EndSheet()
    {
        sheet.End();
        sheetRows.Add(sheet.Rows);
        CloseSheet();
    }

    private void CloseSheet()
    {
        output?.Dispose();
        part?.Dispose();
        output = null;
        part = null;
    }

    private Stream Open(string path)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = written;
        return entry.Open();
    }
}
