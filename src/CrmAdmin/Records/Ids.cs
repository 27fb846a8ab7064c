using System.Globalization;
using System.Security.Cryptography;

namespace CrmAdmin.Records;

/// <summary>What an id stands for; its prefix.</summary>
public static class IdPrefix
{
    public const string Record = "CRMRC1";
    public const string Entity = "CRMET1";
    public const string Property = "CRMPP1";
    public const string Segment = "CRMSG1";
    public const string RelationType = "CRMRT1";
    public const string Relation = "CRMRL1";
    public const string Activity = "CRMAC1";
    public const string File = "CRMFL1";
    public const string Import = "CRMIM1";
    public const string View = "CRMVW1";
}

/// <summary>
/// Makes ids of 32 characters: prefix, UTC time to the millisecond, 11 base62 digits. The digits are random for the first
/// id of a millisecond and count up from there; a clock that steps back keeps the last millisecond. So ids ascend strictly.
/// </summary>
public sealed class Ids(TimeProvider time)
{
    /// <summary>Length of every id.</summary>
    public const int Length = 32;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Tail = 11;
    private readonly Lock turn = new();
    private readonly char[] tail = new char[Tail];
    private long millisecond;

    /// <summary>The next id with one of <see cref="IdPrefix"/>.</summary>
    public string Next(string prefix) => Next(prefix, 1)[0];

    /// <summary>Several ids that follow each other.</summary>
    public string[] Next(string prefix, int count)
    {
        var ids = new string[count];
        lock (turn)
        {
            for (var i = 0; i < count; i++)
            {
                Advance();
                ids[i] = string.Create(CultureInfo.InvariantCulture, $"{prefix}{new DateTime(millisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc):yyMMddHHmmssfff}{new string(tail)}");
            }
        }

        return ids;
    }

    /// <summary>Carries on after the newest id that is stored, so that ids ascend across a restart on a clock that stepped back.</summary>
    public void After(string id)
    {
        if (id.Length == Length && DateTime.TryParseExact(id.AsSpan(6, 15), "yyMMddHHmmssfff", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            lock (turn)
            {
                var stored = at.Ticks / TimeSpan.TicksPerMillisecond;
                if (stored >= millisecond)
                {
                    millisecond = stored;
                    id.AsSpan(21).CopyTo(tail);
                }
            }
        }
    }

    private void Advance()
    {
        var now = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMillisecond;
        if (now > millisecond)
        {
            millisecond = now;
            RandomNumberGenerator.GetItems<char>(Digits, tail);
            return;
        }

        for (var i = Tail - 1; i >= 0; i--)
        {
            var next = Digits.IndexOf(tail[i], StringComparison.Ordinal) + 1;
            tail[i] = Digits[next % Digits.Length];
            if (next < Digits.Length)
            {
                return;
            }
        }

        millisecond++;
    }
}
