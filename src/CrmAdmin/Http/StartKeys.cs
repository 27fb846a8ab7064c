using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace CrmAdmin.Http;

/// <summary>
/// Seals the cursors of lists: encrypted and authenticated, so that they show no value and cannot be altered, and bound
/// to a purpose (entity, condition, sort), so that they open nothing else.
/// </summary>
public sealed class StartKeys(IDataProtectionProvider protection)
{
    private const int PurposeBytes = 16;
    private readonly IDataProtector protector = protection.CreateProtector("CrmAdmin.StartKeys.v1");

    /// <summary>The cursor that carries a payload.</summary>
    /// <param name="purpose">What the cursor is good for; hashed, of any length.</param>
    /// <param name="payload">Where the next page begins.</param>
    public string Seal(string purpose, ReadOnlySpan<byte> payload)
    {
        var plain = new byte[PurposeBytes + payload.Length];
        Hash(purpose).CopyTo(plain, 0);
        payload.CopyTo(plain.AsSpan(PurposeBytes));
        return Base64Url.EncodeToString(protector.Protect(plain));
    }

    /// <summary>The payload of a cursor; 400 InvalidStartKey for anything but what <see cref="Seal"/> gave for this purpose.</summary>
    public byte[] Open(string purpose, string startKey)
    {
        var plain = Unprotect(startKey);
        if (plain is null || plain.Length < PurposeBytes || !CryptographicOperations.FixedTimeEquals(plain.AsSpan(0, PurposeBytes), Hash(purpose)))
        {
            throw new CrmException(ErrorCode.InvalidStartKey, "Http.InvalidStartKey");
        }

        return plain[PurposeBytes..];
    }

    /// <summary>400 InvalidStartKey for a cursor that is not good for a purpose; for lists whose owner is looked for only after that.</summary>
    public void Demand(string purpose, string? startKey)
    {
        if (startKey is not null)
        {
            Open(purpose, startKey);
        }
    }

    /// <summary>Compares the text again: decoding alone would let other spellings of the same bytes pass.</summary>
    private byte[]? Unprotect(string startKey)
    {
        if (startKey.Length > Limits.StartKeyLength)
        {
            return null;
        }

        try
        {
            var bytes = Base64Url.DecodeFromChars(startKey);
            return Base64Url.EncodeToString(bytes) == startKey ? protector.Unprotect(bytes) : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Hash(string purpose) => SHA256.HashData(Encoding.UTF8.GetBytes(purpose))[..PurposeBytes];
}
