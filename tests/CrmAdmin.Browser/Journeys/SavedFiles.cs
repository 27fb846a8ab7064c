using System.Diagnostics;
using CsvHelper;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace CrmAdmin.Browser.Journeys;

/// <summary>Opens what was downloaded, as the person who asked for it would.</summary>
internal static class SavedFiles
{
    /// <summary>The rows of a CSV file by header.</summary>
    public static List<Dictionary<string, string>> Csv(string path)
    {
        using var csv = CsvReader.Create(File.ReadAllBytes(path), new CsvReaderOptions
        {
            HasHeader = false,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        var lines = new List<string[]>();
        while (csv.Read())
        {
            lines.Add([.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i))]);
        }

        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    /// <summary>The rows of a workbook that LibreOffice reads, and that breaks no rule of the format.</summary>
    public static async Task<List<Dictionary<string, string>>> WorkbookAsync(string path, string folder)
    {
        using (var workbook = SpreadsheetDocument.Open(path, isEditable: false))
        {
            Assert.Empty(new OpenXmlValidator().Validate(workbook).Take(5).Select(error => error.Description));
            Assert.Empty(workbook.WorkbookPart!.WorksheetParts.SelectMany(sheet => sheet.Worksheet.Descendants<CellFormula>()));
        }

        var start = new ProcessStartInfo("soffice") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { $"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", path })
        {
            start.ArgumentList.Add(argument);
        }

        using var office = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await office.WaitForExitAsync(patience.Token);
        return Csv(Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + ".csv"));
    }
}
