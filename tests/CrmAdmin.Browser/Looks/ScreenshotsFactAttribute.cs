namespace CrmAdmin.Browser.Looks;

/// <summary>Runs only where SCREENSHOTS is set: it makes pictures to look at and asserts nothing.</summary>
public sealed class ScreenshotsFactAttribute : FactAttribute
{
    public ScreenshotsFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("SCREENSHOTS") is null ? "Set SCREENSHOTS=1 to make pictures of every page." : null;
}
