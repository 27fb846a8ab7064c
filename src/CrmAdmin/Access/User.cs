using Microsoft.AspNetCore.Identity;

namespace CrmAdmin.Access;

/// <summary>A person who signs in at the browser. The user name is the e-mail address.</summary>
public sealed class User : IdentityUser
{
    /// <summary>How the person is shown to others.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>What the person may do.</summary>
    public Role Role { get; set; }

    /// <summary>A disabled user cannot sign in and is signed out within a minute.</summary>
    public bool IsDisabled { get; set; }
}
