namespace CrmAdmin.Access;

/// <summary>
/// Remembers every signature that was accepted until its date has left the window. It survives the end of the process
/// and is shared by all nodes; it need not survive a power cut.
/// </summary>
internal abstract class SignatureMemory
{
    /// <summary>Remembers a signature; false where it was remembered already.</summary>
    public abstract ValueTask<bool> RememberAsync(byte[] signature, DateTime date, CancellationToken ct);
}
