using CrmAdmin.Access;

namespace CrmAdmin.Shell;

/// <summary>Roles as people read them.</summary>
internal static class Roles
{
    /// <summary>What a role is called.</summary>
    public static string TextKey(Role role) => role switch
    {
        Role.Owner => "Shell.RoleOwner",
        Role.Admin => "Shell.RoleAdmin",
        Role.Member => "Shell.RoleMember",
        _ => "Shell.RoleViewer",
    };
}
