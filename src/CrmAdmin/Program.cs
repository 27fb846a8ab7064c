using CrmAdmin.Access;
using CrmAdmin.Entities;
using CrmAdmin.Exports;
using CrmAdmin.Http;
using CrmAdmin.Jobs;
using CrmAdmin.Records;
using CrmAdmin.Search;
using CrmAdmin.Segments;
using CrmAdmin.Shell;
using CrmAdmin.Storage;
using CrmAdmin.Trash;

var builder = WebApplication.CreateBuilder(ShellSetup.Options(args));
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddHttp();
builder.Services.AddAccess();
builder.Services.AddEntities();
builder.Services.AddRecords(builder.Configuration);
builder.Services.AddSegments();
builder.Services.AddJobs(builder.Configuration);
builder.Services.AddExports(builder.Configuration);
builder.AddShell();

var app = builder.Build();
await app.Services.GetRequiredService<DatabaseSetup>().RunAsync(CancellationToken.None);
await app.BootstrapAsync();
app.UseHttp();
app.UseShell();
app.UseAccess();
app.MapShell();
app.MapAccessPages();

var api = app.MapCrmCore();
api.MapAccess();
api.MapEntities();
api.MapRecords();
api.MapSearch();
api.MapTrash();
api.MapSegments();
api.MapExports();

await app.RunAsync();

/// <summary>The entry point, named so that tests can start it.</summary>
public partial class Program;
