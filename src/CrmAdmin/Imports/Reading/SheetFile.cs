using System.Globalization;
using System.Text;
using System.Xml;
using CrmAdmin.Http;
using CrmAdmin.Loading;

namespace CrmAdmin.Imports.Reading;

/// <summary>
/// A workbook's first sheet as text: each line the row's number and its cells. It is read once; a run that goes on after a
/// restart then finds its place as quickly as in a CSV file.
/// </summary>
internal static class SheetFile
{
    /// <summary>What stands between the cells.</summary>
    public const char Delimiter = ',';

    /// <summary>Writes the sheet of a workbook into a file. 400 where it cannot be read, is too wide or too large.</summary>
    /// <param name="workbook">Path of the .xlsx file.</param>
    /// <param name="sheet">Path of the file to be made; a scratch file may lie beside it meanwhile.</param>
    /// <param name="most">Most bytes of that file.</param>
    /// <param name="ct">Stops it.</param>
    public static void Write(string workbook, string sheet, long most, CancellationToken ct)
    {
        try
        {
            using var target = new StreamWriter(sheet, append: false, new UTF8Encoding(false));
            using var rows = new XlsxRows(workbook, sheet + ".texts");
            var lines = new CsvLines(target, Delimiter);
            while (rows.Read())
            {
                ct.ThrowIfCancellationRequested();
                if (rows.Cells.Count > Limits.ImportColumns)
                {
                    throw CrmException.Invalid("file", "Imports.TooManyColumns", Limits.ImportColumns);
                }

                if (target.BaseStream.Position > most)
                {
                    throw CrmException.Invalid("file", "Imports.SheetTooLarge");
                }

                lines.Write(rows.Cells.Prepend(rows.Line.ToString(CultureInfo.InvariantCulture)));
            }
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or NotSupportedException)
        {
            throw CrmException.Invalid("file", "Imports.NotAWorkbook");
        }
    }
}
