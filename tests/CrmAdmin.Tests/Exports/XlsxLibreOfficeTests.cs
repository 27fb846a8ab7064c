using System.Diagnostics;
using CrmAdmin.Exports;

namespace CrmAdmin.Tests.Exports;

public sealed class XlsxLibreOfficeTests
{
    [Fact]
    public void LibreOffice_Opened_ShowsTheSameValues()
    {
        using var folder = new TempFolder();
        var layout = ExportSample.Layout(CellKind.Text, CellKind.Number, CellKind.Boolean, CellKind.Date, CellKind.Instant, CellKind.List);
        object?[] row = ["=홍 <b>&\"x\" _x0041_ 😀", 1234.5, true, new DateOnly(1990, 7, 1), new DateTime(2026, 4, 23, 15, 0, 30, 123, DateTimeKind.Utc), new[] { "a|b", "c" }];
        File.WriteAllBytes(Path.Combine(folder.Path, "in.xlsx"), ExportSample.Write(ExportFormat.Excel, layout, row, new object?[6]));

        Assert.Equal(
            "Text 0;Number 1;Boolean 2;Date 3;Instant 4;List 5\n"
            + "\"=홍 <b>&\"\"x\"\" _x0041_ 😀\";1234.5;TRUE;1990-07-01;2026-04-24 00:00:30.123;a\\|b|c\n",
            Convert(folder.Path));
    }

    private static string Convert(string folder)
    {
        var start = new ProcessStartInfo("soffice") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            $"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false", "in.xlsx",
        })
        {
            start.ArgumentList.Add(argument);
        }

        using var office = Process.Start(start)!;
        Assert.True(office.WaitForExit(TimeSpan.FromMinutes(2)), "LibreOffice did not end");
        return File.ReadAllText(Path.Combine(folder, "in.csv"));
    }
}
