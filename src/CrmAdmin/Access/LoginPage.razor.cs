using CrmAdmin.Http;
using Microsoft.AspNetCore.Components;

namespace CrmAdmin.Access;

/// <summary>Signs in; rendered without a circuit, so that the cookie can be set.</summary>
public sealed partial class LoginPage
{
    private bool hasFailed;

    /// <summary>What was typed.</summary>
    [SupplyParameterFromForm(FormName = "login")]
    public LoginForm? Form { get; set; }

    /// <summary>Where to go afterwards; anything but a path of this site leads home.</summary>
    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private SignIn SignIn { get; set; } = default!;

    private async Task SubmitAsync()
    {
        var (email, password) = (Form?.Email?.Trim() ?? "", Form?.Password ?? "");
        if (await SignIn.TryAsync(email, password, Http.RequestAborted))
        {
            Navigation.NavigateTo(LocalUrl.Or(ReturnUrl, "/"));
            return;
        }

        hasFailed = true;
    }

    /// <summary>The fields of the page.</summary>
    public sealed class LoginForm
    {
        /// <summary>The e-mail address.</summary>
        public string? Email { get; set; }

        /// <summary>The password; never shown again.</summary>
        public string? Password { get; set; }
    }
}
