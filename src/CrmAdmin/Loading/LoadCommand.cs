using System.Globalization;
using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Http;
using CrmAdmin.Records;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Workspace;

namespace CrmAdmin.Loading;

/// <summary>The command «load»: a file into an entity, without the server.</summary>
internal static class LoadCommand
{
    /// <summary>Every row was loaded.</summary>
    public const int Done = 0;

    /// <summary>The load could not begin, or broke off; the chunks before are kept.</summary>
    public const int Failed = 1;

    /// <summary>Some rows were refused, the others loaded.</summary>
    public const int WithRejects = 2;

    /// <summary>Runs it. What is wrong is told on <paramref name="errors"/>; the result is the exit code.</summary>
    /// <param name="services">The program's; its server is not running.</param>
    /// <param name="arguments">As <see cref="LoadArguments.Split"/> gave them.</param>
    /// <param name="output">For progress and result.</param>
    /// <param name="errors">For what was refused.</param>
    /// <param name="ct">Stops after the chunk being written.</param>
    public static async Task<int> RunAsync(
        IServiceProvider services, IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        try
        {
            var asked = LoadArguments.Read(arguments);
            await using (await services.GetRequiredService<StartTurn>().TakeAsync(ct))
            {
                await services.GetRequiredService<DatabaseSetup>().RunAsync(ct);
                await services.GetRequiredService<WorkspaceService>().FollowAsync(ct);
                await services.PrepareRecordsAsync(ct);
            }

            return await LoadAsync(services, asked, output, errors, ct);
        }
        catch (CrmException e)
        {
            errors.WriteLine(Text(e.Key, [.. e.Args]));
            foreach (var detail in e.Details)
            {
                errors.WriteLine($"{detail.Path}: {Text(detail.Key, [.. detail.Args])}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            errors.WriteLine(e.Message);
        }

        return Failed;
    }

    private static async Task<int> LoadAsync(
        IServiceProvider services, LoadArguments arguments, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        var text = FileText.Check(arguments.File, arguments.Encoding, ct);
        var (columns, total) = Survey(text, arguments);
        output.WriteLine(Text("Loading.Begun", arguments.File, text.Name, total));
        var caller = Caller.System("load");
        var target = new LoadTarget(
            services.GetRequiredService<EntityCatalog>(), services.GetRequiredService<EntityService>(), services.GetRequiredService<PropertyService>());
        var (schema, mapped) = await target.PrepareAsync(caller, arguments, columns, ct);

        string[] headers = [.. columns.Select(c => c.Header)];
        using var source = RowSource.Open(text, arguments, headers);
        using var rejects = new Rejects(arguments, headers, errors);
        var progress = new LoadProgress(total, output);
        var loader = new Loader(services.GetRequiredService<RecordService>(), caller, schema, mapped);
        var made = await loader.RunAsync(source, rejects, progress.Show, ct);
        await RecordStatistics.RenewAsync(services.GetRequiredService<Store>(), schema, ct);
        output.WriteLine(Text("Loading.Done", made, rejects.Count, Math.Round(progress.Elapsed.TotalSeconds, 1), progress.Rate(made)));
        return rejects.Count == 0 ? Done : WithRejects;
    }

    /// <summary>Reads the file through once: which columns it has, what they hold, and how many rows there are.</summary>
    private static (IReadOnlyList<(string Header, ColumnSurvey Survey)> Columns, long Rows) Survey(FileText text, LoadArguments arguments)
    {
        long rows = 0;
        using var source = RowSource.Open(text, arguments, []);
        var columns = source.Headers.Select(header => (header, new ColumnSurvey(arguments.ListSeparator))).ToList();
        for (; source.Read(); rows++)
        {
            if (source.Fault is null)
            {
                source.Survey(columns);
            }
        }

        return (columns, rows);
    }

    private static string Text(string key, params object?[] args) => Texts.Get(key, CultureInfo.CurrentUICulture, args);
}
