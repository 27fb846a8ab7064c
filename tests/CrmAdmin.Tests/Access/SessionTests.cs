using System.Net;
using CrmAdmin.Access;
using CrmAdmin.Tests.Http;

namespace CrmAdmin.Tests.Access;

public sealed class SessionTests : IAsyncLifetime
{
    private const string Email = "staff@example.com";
    private const string Password = "another long password";
    private readonly ManualTime time = new();
    private readonly CrmHost host;
    private UserView staff = null!;

    public SessionTests() => host = new CrmHost { Time = time };

    [Theory]
    [InlineData("/segments?x=1", "/segments?x=1")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/\t/evil.example/", "/")]
    public async Task Login_ReturnUrl_StaysOnThisSite(string returnUrl, string expected)
    {
        using var client = host.Anonymous();

        using var answer = await CrmApp.PostLoginAsync(client, Email, Password, returnUrl);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(new Uri(client.BaseAddress!, expected), new Uri(client.BaseAddress!, answer.Headers.Location!));
    }

    [Fact]
    public async Task Login_UnknownAddressAndWrongPassword_LookAlike()
    {
        using var client = host.Anonymous();

        var unknown = await FailAsync(client, "nobody@example.com", "whatever");
        var wrong = await FailAsync(client, Email, "whatever");
        await host.Get<UserService>().UpdateAsync(CrmHost.Caller(Role.Owner), staff.UserId, new UserInput(Disabled: true), CancellationToken.None);
        var disabled = await FailAsync(client, Email, Password);

        Assert.Equal(unknown, wrong);
        Assert.Equal(unknown, disabled);
    }

    [Fact]
    public async Task Login_FiveWrongPasswords_LockTheAccountForAWhile()
    {
        using var client = host.Anonymous();
        for (var i = 0; i < 5; i++)
        {
            await FailAsync(client, Email, "whatever");
        }

        await FailAsync(client, Email, Password);
        time.Advance(TimeSpan.FromMinutes(16));

        using var late = await CrmApp.PostLoginAsync(client, Email, Password);
        Assert.Equal(HttpStatusCode.Redirect, late.StatusCode);
    }

    [Fact]
    public async Task Page_WithoutSession_LeadsToSignIn()
    {
        using var client = host.Anonymous();

        using var answer = await client.GetAsync("/?x=1");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/login?returnUrl=%2F%3Fx%3D1", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Circuit_WithoutSession_IsRefused()
    {
        using var client = host.Anonymous();

        using var answer = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    public async Task Circuit_FromAnOrigin_OnlyOurOwn(string origin, HttpStatusCode expected)
    {
        using var client = await host.App.SignInAsync(Email, Password);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin);

        using var answer = await client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Rest_BySession_ReadsButWritesOnlyWithTheAntiforgeryToken()
    {
        using var client = await host.App.SignInAsync();

        Assert.Equal(200, (await client.GetJson("plan")).Code);
        Assert.Equal("Forbidden", (await client.PatchJson("plan", new { })).ErrorCode);
        var token = await host.App.AntiforgeryTokenAsync(client);
        Assert.Equal(200, (await client.PatchJson("plan", new { }, ("RequestVerificationToken", token))).Code);
    }

    [Fact]
    public async Task Rest_ChangedRole_HoldsAtOnce()
    {
        using var client = await host.App.SignInAsync(Email, Password);
        Assert.Equal(403, (await client.GetJson("audit-log")).Code);

        await host.Get<UserService>().UpdateAsync(CrmHost.Caller(Role.Owner), staff.UserId, new UserInput(Role: Role.Admin), CancellationToken.None);

        Assert.Equal(200, (await client.GetJson("audit-log")).Code);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(null, "a new long password")]
    public async Task Session_OfDisabledUserOrOldPassword_EndsAtOnce(bool? disabled, string? password)
    {
        using var client = await host.App.SignInAsync(Email, Password);

        await host.Get<UserService>().UpdateAsync(
            CrmHost.Caller(Role.Owner), staff.UserId, new UserInput(Disabled: disabled, Password: password), CancellationToken.None);

        Assert.Equal(401, (await client.GetJson("plan")).Code);
        using var page = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Fact]
    public async Task Logout_WithToken_EndsTheSession()
    {
        using var client = await host.App.SignInAsync(Email, Password);
        using var without = await client.PostAsync("/logout", null);
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);

        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await host.App.AntiforgeryTokenAsync(client))]);
        using var answer = await client.PostAsync("/logout", form);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(401, (await client.GetJson("plan")).Code);
    }

    [Fact]
    public async Task Update_LastOwner_CannotStepDown()
    {
        var users = host.Get<UserService>();
        var caller = CrmHost.Caller(Role.Owner);
        var owner = (await users.ListAsync(caller, CancellationToken.None)).Single(u => u.Role == Role.Owner);

        var refusal = await Assert.ThrowsAsync<CrmAdmin.Http.CrmException>(
            () => users.UpdateAsync(caller, owner.UserId, new UserInput(Role: Role.Admin), CancellationToken.None));

        Assert.Equal(CrmAdmin.Http.ErrorCode.Conflict, refusal.Code);
    }

    public async Task InitializeAsync() => staff = await host.Get<UserService>().CreateAsync(
        CrmHost.Caller(Role.Owner), new UserInput(Email, "Staff", Role.Member, Password), CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    private static async Task<string> FailAsync(HttpClient client, string email, string password)
    {
        using var answer = await CrmApp.PostLoginAsync(client, email, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("crm.session", StringComparison.Ordinal)));
        var page = await answer.Content.ReadAsStringAsync();
        return page[page.IndexOf("login-failed", StringComparison.Ordinal)..page.IndexOf("<form", StringComparison.Ordinal)];
    }
}
