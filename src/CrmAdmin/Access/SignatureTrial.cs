using System.Security.Cryptography;
using System.Text;
using CrmAdmin.Http;

namespace CrmAdmin.Access;

/// <summary>A signed request as its sender has it.</summary>
/// <param name="Method">GET, POST …</param>
/// <param name="Target">Path and query as they stand in the request.</param>
/// <param name="Header">The value of the Authorization header.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record SignedRequest(string Method, string Target, string Header, string Body);

/// <summary>What is looked at when a signature is checked, in this order.</summary>
public enum SignatureCheck
{
    /// <summary>The header can be read.</summary>
    Header,

    /// <summary>There is such a key, and it is not disabled.</summary>
    Key,

    /// <summary>The date lies within the window.</summary>
    Date,

    /// <summary>The signature is this key's.</summary>
    Signature,

    /// <summary>The key takes this scheme.</summary>
    Scheme,

    /// <summary>The body is the one that was signed.</summary>
    Body,
}

/// <summary>One check and its outcome.</summary>
/// <param name="Check">Which.</param>
/// <param name="Passed">Null where it was not reached.</param>
/// <param name="Reasons">Why it failed, as text keys and what their placeholders stand for.</param>
public sealed record SignatureStep(SignatureCheck Check, bool? Passed, IReadOnlyList<Detail> Reasons);

/// <summary>What became of a trial.</summary>
/// <param name="Steps">Every check.</param>
/// <param name="SignedText">The text that the signature should be of; null where the header cannot be read.</param>
public sealed record SignatureReport(IReadOnlyList<SignatureStep> Steps, string? SignedText)
{
    /// <summary>Whether every check passed.</summary>
    public bool IsRight => Steps.All(step => step.Passed == true);
}

/// <summary>
/// Shows why a signature is refused, and which of the usual mistakes it comes from; never what would have been right.
/// Nothing is asked of the server and the signature is not used up.
/// </summary>
internal sealed class SignatureTrial(CredentialDirectory directory, TimeProvider time)
{
    /// <summary>Tries a request (ADMIN).</summary>
    public async Task<SignatureReport> RunAsync(Caller caller, SignedRequest request, CancellationToken ct)
    {
        caller.Demand(Role.Admin);
        var (scheme, parameters) = Split(request.Header);
        if (!SignedHeader.TryRead(scheme, parameters, out var header, out var wrong))
        {
            return Report(null, [new SignatureStep(SignatureCheck.Header, false, wrong.Details)]);
        }

        var steps = new List<SignatureStep> { Passed(SignatureCheck.Header) };
        var known = await directory.CurrentAsync(ct);
        if (!known.Keys.TryGetValue(header.ApiKey, out var key) || key.IsDisabled)
        {
            steps.Add(Failed(SignatureCheck.Key, key is null ? "Access.KeyUnknown" : "Access.KeyDisabled"));
            return Report(header.SignedText(request.Method, request.Target), steps);
        }

        steps.Add(Passed(SignatureCheck.Key));
        var off = header.Instant - time.GetUtcNow().UtcDateTime;
        steps.Add(off.Duration() <= Signatures.Window
            ? Passed(SignatureCheck.Date)
            : Failed(SignatureCheck.Date, off < TimeSpan.Zero ? "Access.DateBehind" : "Access.DateAhead", Math.Round(off.Duration().TotalMinutes)));
        steps.Add(Signature(header, key, request));
        steps.Add(key.RequiresV2 && !header.IsV2 ? Failed(SignatureCheck.Scheme, "Access.V2Needed") : Passed(SignatureCheck.Scheme));
        steps.Add(header.BodyHash is { } hash && !SHA256.HashData(Encoding.UTF8.GetBytes(request.Body)).AsSpan().SequenceEqual(hash)
            ? Failed(SignatureCheck.Body, "Access.BodyNotSigned")
            : Passed(SignatureCheck.Body));
        return Report(header.SignedText(request.Method, request.Target), steps);
    }

    private static SignatureStep Signature(SignedHeader header, KnownKey key, SignedRequest request)
    {
        bool IsOf(string text) => Signatures.IsOf(header.Signature, key.Secret, text);
        var right = header.SignedText(request.Method, request.Target);
        if (IsOf(right))
        {
            return Passed(SignatureCheck.Signature);
        }

        var mistake = Mistakes(header, request, right).FirstOrDefault(mistake => IsOf(mistake.Text)).Key;
        return Failed(SignatureCheck.Signature, mistake ?? (header.IsV2 ? "Access.SignatureV2Wrong" : "Access.SignatureWrong"));
    }

    /// <summary>What callers sign by mistake.</summary>
    private static IEnumerable<(string Key, string Text)> Mistakes(SignedHeader header, SignedRequest request, string right)
    {
        var (date, salt) = (header.Date, header.Salt);
        if (!header.IsV2)
        {
            return
            [
                ("Access.MistakeOrder", salt + date),
                ("Access.MistakeSeparator", $"{date} {salt}"), ("Access.MistakeSeparator", $"{date}\n{salt}"), ("Access.MistakeSeparator", $"{date},{salt}"),
                ("Access.MistakeLineEnd", $"{date}{salt}\n"),
            ];
        }

        return
        [
            ("Access.MistakeV1Text", date + salt),
            ("Access.MistakeLineEnd", right + "\n"),
            ("Access.MistakeSeparator", right.Replace("\n", "\r\n", StringComparison.Ordinal)),
            ("Access.MistakeSeparator", right.Replace("\n", "\\n", StringComparison.Ordinal)),
            ("Access.MistakeMethod", header.SignedText(request.Method.ToLowerInvariant(), request.Target)),
            ("Access.MistakeQuery", header.SignedText(request.Method, request.Target.Split('?')[0])),
            ("Access.MistakeEncoding", header.SignedText(request.Method, Uri.UnescapeDataString(request.Target))),
        ];
    }

    private static (string Scheme, string Parameters) Split(string header)
    {
        const string Name = "Authorization:";
        var value = header.Trim();
        value = value.StartsWith(Name, StringComparison.OrdinalIgnoreCase) ? value[Name.Length..].Trim() : value;
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (value, "") : (value[..space], value[(space + 1)..].Trim());
    }

    private static SignatureReport Report(string? text, List<SignatureStep> steps) =>
        new([.. steps, .. Enum.GetValues<SignatureCheck>().Skip(steps.Count).Select(check => new SignatureStep(check, null, []))], text);

    private static SignatureStep Passed(SignatureCheck check) => new(check, true, []);

    private static SignatureStep Failed(SignatureCheck check, string key, params object?[] args) => new(check, false, [new Detail("", key, args)]);
}
