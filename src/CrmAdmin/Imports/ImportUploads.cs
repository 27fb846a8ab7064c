using CrmAdmin.Access;
using CrmAdmin.Files;
using CrmAdmin.Http;
using CrmAdmin.Imports.Reading;
using CrmAdmin.Records;

namespace CrmAdmin.Imports;

/// <summary>A file that has arrived and has not been looked at.</summary>
/// <param name="ImportId">The id of the import that it is to become.</param>
/// <param name="FileName">What its sender calls it, cleaned.</param>
internal sealed record ImportUpload(string ImportId, string FileName);

/// <summary>What was found in a file.</summary>
/// <param name="IsSheet">Whether it is a workbook.</param>
/// <param name="Rows">Rows behind the header.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record ImportSurvey(bool IsSheet, long Rows, IReadOnlyList<ImportColumn> Columns);

/// <summary>Receives the files of imports and finds out what is in them.</summary>
internal sealed class ImportUploads(ImportFolder folder, Ids ids)
{
    /// <summary>Writes what arrives into a file that nothing reads yet. Whoever receives it discards or keeps it.</summary>
    public async Task<ImportUpload> ReceiveAsync(Caller caller, MultipartPart part, CancellationToken ct)
    {
        caller.Demand(Role.Member);
        var upload = new ImportUpload(ids.Next(IdPrefix.Import), FileName.Clean(part.FileName));
        try
        {
            await using var file = folder.Create(upload.ImportId);
            await part.CopyAsync(file, Limits.ImportBytes, ct);
            return upload;
        }
        catch
        {
            Discard(upload);
            throw;
        }
    }

    /// <summary>Removes what is left of an upload that was not kept.</summary>
    public void Discard(ImportUpload upload)
    {
        folder.Remove(folder.UploadOf(upload.ImportId));
        folder.Remove(SheetOf(upload));
    }

    /// <summary>Reads the file through once. 400 where it is no CSV file and no workbook, or has no header.</summary>
    public ImportSurvey Survey(ImportUpload upload, CancellationToken ct)
    {
        var path = folder.UploadOf(upload.ImportId);
        var isSheet = IsWorkbook(path);
        if (isSheet)
        {
            SheetFile.Write(path, SheetOf(upload), Limits.ImportSheetBytes, ct);
        }

        using var rows = new ImportRows(isSheet ? SheetOf(upload) : path, isSheet, ct);
        if (rows.Headers.Count > Limits.ImportColumns)
        {
            throw CrmException.Invalid("file", "Imports.TooManyColumns", Limits.ImportColumns);
        }

        var samples = new ColumnSamples(rows.Headers);
        long count = 0;
        for (; rows.Read(); count++)
        {
            ct.ThrowIfCancellationRequested();
            if (count < Limits.BulkItems && !samples.IsFull && rows.Fault is null)
            {
                samples.Add(rows.Cells);
            }
        }

        return new ImportSurvey(isSheet, count, samples.Columns);
    }

    /// <summary>Keeps the rows of a file for the run of its import.</summary>
    public void Keep(ImportUpload upload, ImportSurvey survey)
    {
        folder.KeepRows(upload.ImportId, survey.IsSheet ? SheetOf(upload) : folder.UploadOf(upload.ImportId));
        folder.Remove(folder.UploadOf(upload.ImportId));
    }

    private string SheetOf(ImportUpload upload) => folder.UploadOf(upload.ImportId) + ".sheet";

    private static bool IsWorkbook(string path)
    {
        var head = new byte[8];
        using var file = File.OpenRead(path);
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head.AsSpan(0, read) switch
        {
            [] => throw CrmException.Invalid("file", "Imports.NoHeader"),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => throw CrmException.Invalid("file", "Imports.OldWorkbook"),
            [(byte)'P', (byte)'K', 3, 4, ..] => true,
            _ => false,
        };
    }
}
