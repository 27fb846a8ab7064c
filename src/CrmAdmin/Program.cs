using CrmAdmin.Shell;
using CrmAdmin.Storage;

var builder = WebApplication.CreateBuilder(ShellSetup.Options(args));
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddStorage(builder.Configuration);
builder.AddShell();

var app = builder.Build();
await app.Services.GetRequiredService<DatabaseSetup>().RunAsync(CancellationToken.None);
app.UseShell();
app.MapShell();
await app.RunAsync();

/// <summary>The entry point, named so that tests can start it.</summary>
public partial class Program;
