namespace CrmAdmin.Browser.Shell;

public sealed class PlaceholderTests
{
    [Fact]
    public void Chromium_OnThisMachine_IsThere() => Assert.True(File.Exists("/usr/bin/chromium"));
}
