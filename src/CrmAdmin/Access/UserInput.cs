using System.Text;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>What is given to add a user, or to change one; what is null stays as it is.</summary>
/// <param name="Email">New users alone: what they sign in with.</param>
/// <param name="DisplayName">1 to 100 characters; the address where absent.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Password">10 characters or more.</param>
/// <param name="Disabled">Whether they are kept out.</param>
public sealed record UserInput(string? Email = null, string? DisplayName = null, Role? Role = null, string? Password = null, bool? Disabled = null)
{
    private const int PasswordLeast = 10;
    private const int PasswordMost = 256;

    /// <summary>The same with texts cleaned; 400 ValidationError names what is wrong.</summary>
    internal UserInput Checked(bool isNew)
    {
        var (email, name) = (Email?.Trim(), DisplayName?.Trim().Normalize(NormalizationForm.FormC));
        var wrong = new List<Detail>();
        if (isNew && (email is null || !IsAddress(email)))
        {
            wrong.Add(new Detail("email", "Access.EmailNeeded"));
        }

        if (name is "" || name?.Length > Limits.CatalogName)
        {
            wrong.Add(new Detail("displayName", "Access.NameTooLong", Limits.CatalogName));
        }

        if (isNew && Role is null)
        {
            wrong.Add(new Detail("role", "Http.Required"));
        }

        if (Password is null ? isNew : Password.Length is < PasswordLeast or > PasswordMost)
        {
            wrong.Add(new Detail("password", "Access.PasswordLength", PasswordLeast, PasswordMost));
        }

        return wrong.Count == 0 ? this with { Email = email, DisplayName = name } : throw CrmException.Invalid(wrong);
    }

    private static bool IsAddress(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 && email.Length <= Limits.NameLength
            && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }
}
