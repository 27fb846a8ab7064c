namespace CrmAdmin.Tests.Docs;

/// <summary>The program with the demo workspace on a real port, and a folder to run examples in.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private CrmApp app = null!;

    /// <summary>The folder that the examples run in; it holds the helpers of the overview.</summary>
    public string Folder => folder.Path;

    /// <summary>What the overview tells readers to export.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["CRM_URL"] = app.Address.GetLeftPart(UriPartial.Authority),
        ["CRM_API_KEY"] = CrmApp.OwnerKey,
        ["CRM_API_SECRET"] = CrmApp.OwnerSecret,
    };

    public Task InitializeAsync()
    {
        app = new CrmApp();
        app.Settings["Demo:Enabled"] = "true";
        app.Listen();
        foreach (var helper in Guide.Read("README").Helpers)
        {
            File.WriteAllText(Path.Combine(Folder, helper.FileName), helper.Code);
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Dispose();
    }
}
