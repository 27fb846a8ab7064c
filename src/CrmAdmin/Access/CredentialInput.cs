using System.Text;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>What is given to make a key or token, or to change one; what is null stays as it is.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Role">At most the caller's own.</param>
/// <param name="Disabled">Whether it is refused from now on.</param>
/// <param name="RequiresV2">API keys alone: whether only requests signed by HMAC-SHA256-V2 are taken.</param>
/// <param name="ExpiresAt">Tokens alone: when it ends, in the future.</param>
public sealed record CredentialInput(string? Name = null, Role? Role = null, bool? Disabled = null, bool? RequiresV2 = null, DateTime? ExpiresAt = null)
{
    /// <summary>The same with the name cleaned; 400 ValidationError names what is wrong.</summary>
    /// <param name="isNew">Whether name and role (and a token's end) must be there.</param>
    /// <param name="isToken">Whether an end is taken.</param>
    /// <param name="now">The end must lie after it.</param>
    internal CredentialInput Checked(bool isNew, bool isToken, DateTime now)
    {
        var name = Name?.Trim().Normalize(NormalizationForm.FormC);
        var wrong = new List<Detail>();
        if (isNew ? string.IsNullOrEmpty(name) : name is "")
        {
            wrong.Add(new Detail("name", "Http.Required"));
        }
        else if (name?.Length > Limits.CatalogName)
        {
            wrong.Add(new Detail("name", "Access.NameTooLong", Limits.CatalogName));
        }

        if (isNew && Role is null)
        {
            wrong.Add(new Detail("role", "Http.Required"));
        }

        if (isToken && (ExpiresAt is null ? isNew : ExpiresAt <= now))
        {
            wrong.Add(new Detail("expiresAt", "Access.EndNotAhead"));
        }

        return wrong.Count == 0 ? this with { Name = name } : throw CrmException.Invalid(wrong);
    }
}
