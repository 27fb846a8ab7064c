namespace CrmAdmin.Demo;

/// <summary>Registers the demo workspace.</summary>
public static class DemoFeature
{
    /// <summary>Adds what makes it.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddSingleton<DemoActivities>()
        .AddSingleton<DemoSegments>()
        .AddSingleton<DemoTrash>()
        .AddSingleton<DemoWorkspace>();

    /// <summary>Fills an empty workspace where Demo:Enabled is set, as it is in Development; before the server listens.</summary>
    public static async Task FillDemoAsync(this WebApplication app)
    {
        if (app.Configuration.GetValue("Demo:Enabled", app.Environment.IsDevelopment()))
        {
            await app.Services.GetRequiredService<DemoWorkspace>().FillAsync(CancellationToken.None);
        }
    }
}
