using CrmAdmin.Access;
using CrmAdmin.Activities;
using CrmAdmin.Demo;
using CrmAdmin.Entities;
using CrmAdmin.Exports;
using CrmAdmin.Exports.Bulk;
using CrmAdmin.Files;
using CrmAdmin.Home;
using CrmAdmin.Http;
using CrmAdmin.Http.OpenApi;
using CrmAdmin.Imports;
using CrmAdmin.Jobs;
using CrmAdmin.Loading;
using CrmAdmin.Records;
using CrmAdmin.Relations;
using CrmAdmin.Search;
using CrmAdmin.Segments;
using CrmAdmin.Settings;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Trash;
using CrmAdmin.Verifying;
using CrmAdmin.Workspace;

var (load, others) = LoadArguments.Split(args);
var (verify, repair, settings) = VerifyCommand.Split(others);
var builder = WebApplication.CreateBuilder(ShellSetup.Options(settings));
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddWorkspace(builder.Configuration);
builder.Services.AddHttp();
builder.Services.AddApiDocument();
builder.Services.AddAccess();
builder.Services.AddEntities();
builder.Services.AddRecords(builder.Configuration);
builder.Services.AddSegments();
builder.Services.AddActivities();
builder.Services.AddRelations();
builder.Services.AddJobs(builder.Configuration);
builder.Services.AddExports(builder.Configuration);
builder.Services.AddFiles();
builder.Services.AddHome();
builder.Services.AddSettings();
builder.Services.AddDemo();
builder.Services.AddImports();
builder.AddShell();

await using var app = builder.Build();
if (load is not null)
{
    return await LoadCommand.RunAsync(app.Services, load, Console.Out, Console.Error, CancellationToken.None);
}

await using (await app.Services.GetRequiredService<StartTurn>().TakeAsync(CancellationToken.None))
{
    if (verify)
    {
        return await VerifyCommand.RunAsync(app.Services, repair, Console.Out, Console.Error, CancellationToken.None);
    }

    await app.Services.GetRequiredService<DatabaseSetup>().RunAsync(CancellationToken.None);
    await app.Services.GetRequiredService<WorkspaceService>().FollowAsync(CancellationToken.None);
    await app.BootstrapAsync();
    await app.Services.PrepareRecordsAsync(CancellationToken.None);
    await app.FillDemoAsync();
}

app.UseHttp();
app.UseApiPage();
app.UseShell();
app.UseAccess();
app.MapShell();
app.MapAccessPages();
app.MapApiDocument();
app.MapHealth();

var api = app.MapCrmCore();
api.MapAccess();
api.MapEntities();
api.MapRecords();
api.MapSearch();
api.MapTrash();
api.MapSegments();
api.MapActivities();
api.MapRelations();
api.MapExports();
api.MapFiles();
api.MapImports();
app.MapBulkExports();

await app.RunAsync();
return LoadCommand.Done;

/// <summary>The entry point, named so that tests can start it.</summary>
public partial class Program;
