using CrmAdmin.Shell;

var builder = WebApplication.CreateBuilder(ShellSetup.Options(args));
builder.AddShell();

var app = builder.Build();
app.UseShell();
app.MapShell();
app.Run();

/// <summary>The entry point, named so that tests can start it.</summary>
public partial class Program;
