using Microsoft.AspNetCore.Mvc.Testing;

namespace CrmAdmin.Tests;

public sealed class AppTests
{
    [Fact]
    public async Task Get_Home_AnswersInKorean()
    {
        await using var app = new WebApplicationFactory<Program>();
        Assert.Contains("<html lang=\"ko\"", await app.CreateClient().GetStringAsync("/"), StringComparison.Ordinal);
    }
}
