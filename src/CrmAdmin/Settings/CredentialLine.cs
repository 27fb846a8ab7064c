using CrmAdmin.Access;

namespace CrmAdmin.Settings;

/// <summary>An API key or token as a line of its page.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Shown">The part of it that is no secret; null where there is none.</param>
/// <param name="Role">What it may do.</param>
/// <param name="IsDisabled">Whether it is refused.</param>
/// <param name="RequiresV2">Whether only fully signed requests are taken; null where it signs nothing.</param>
/// <param name="ExpiresAt">When it ends; null where it does not.</param>
/// <param name="DateCreated">When it was made.</param>
/// <param name="LastUsedAt">Null where it never was.</param>
public sealed record CredentialLine(
    string Id, string Name, string? Shown, Role Role, bool IsDisabled, bool? RequiresV2, DateTime? ExpiresAt, DateTime DateCreated, DateTime? LastUsedAt);
