using System.Data.Common;
using System.Globalization;
using CrmAdmin.Entities;
using CrmAdmin.Records;
using CrmAdmin.Shell;
using CrmAdmin.Storage;

namespace CrmAdmin.Verifying;

/// <summary>The command «verify»: are the indexes what the records say? Without the server; «--repair» mends what is not.</summary>
internal static class VerifyCommand
{
    /// <summary>Everything agrees, or was mended.</summary>
    public const int Agrees = 0;

    /// <summary>The check could not be made.</summary>
    public const int Failed = 1;

    /// <summary>Something differs and was left as it is, or could not be mended.</summary>
    public const int Differs = 2;

    private const string Command = "verify";
    private const string RepairSwitch = "--repair";

    /// <summary>Whether «verify» was asked for, and with repair; then the program's settings.</summary>
    public static (bool Asked, bool Repair, string[] Settings) Split(string[] args) => args is [Command, .. var rest]
        ? (true, rest.Contains(RepairSwitch), [.. rest.Where(arg => arg != RepairSwitch)])
        : (false, false, args);

    /// <summary>Runs it; what differs is told on <paramref name="output"/>, the result is the exit code.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, bool repair, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        try
        {
            await services.GetRequiredService<DatabaseSetup>().RunAsync(ct);
            await services.PrepareRecordsAsync(ct);
            return await VerifyAsync(services, repair, output, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or DbException)
        {
            errors.WriteLine(e.Message);
            return Failed;
        }
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, bool repair, TextWriter output, CancellationToken ct)
    {
        var store = services.GetRequiredService<Store>();
        if (store.Provider != DatabaseProvider.Sqlite)
        {
            output.WriteLine(Text("Verifying.KeptByServer"));
            return Agrees;
        }

        var (differing, left) = (0, 0);
        var indexes = new IndexCheck(store);
        foreach (var schema in await services.GetRequiredService<EntityCatalog>().AllAsync(ct))
        {
            foreach (var finding in await indexes.FindAsync(schema, repair, ct))
            {
                differing++;
                left += finding.Left > 0 ? 1 : 0;
                output.WriteLine(finding.Left > 0
                    ? Text("Verifying.Differs", schema.Name, finding.Index, finding.Left)
                    : Text("Verifying.Mended", schema.Name, finding.Index, finding.Rows));
            }
        }

        output.WriteLine((differing, left) switch
        {
            (0, _) => Text("Verifying.Agrees"),
            (_, 0) => Text("Verifying.AllMended", differing),
            _ => Text(repair ? "Verifying.Unmended" : "Verifying.Ended", left),
        });
        return left == 0 ? Agrees : Differs;
    }

    private static string Text(string key, params object?[] args) => Texts.Get(key, CultureInfo.CurrentUICulture, args);
}
