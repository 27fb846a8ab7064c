namespace CrmAdmin.Jobs;

/// <summary>
/// Long work gives way to whoever searches: while there was a search a moment ago it rests three times as long as it works. For
/// work that would else keep every processor busy.
/// </summary>
public sealed class RightOfWay(TimeProvider time)
{
    private const int RestPerWork = 3;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Stint = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(20);
    private long searched;

    private bool IsClaimed => Interlocked.Read(ref searched) is not 0 and var at && time.GetElapsedTime(at) < Moment;

    /// <summary>Somebody searches.</summary>
    public void Claim() => Interlocked.Exchange(ref searched, time.GetTimestamp());

    /// <summary>Waits until nobody has searched for a while: for work that cannot be interrupted.</summary>
    /// <param name="quiet">How long nobody has.</param>
    /// <param name="longest">It is waited about as long at most, whoever searches.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task QuietAsync(TimeSpan quiet, TimeSpan longest, CancellationToken ct)
    {
        var asked = time.GetTimestamp();
        while (Interlocked.Read(ref searched) is not 0 and var at && time.GetElapsedTime(at) is var passed && passed < quiet && time.GetElapsedTime(asked) < longest)
        {
            await Task.Delay(quiet - passed, time, ct);
        }
    }

    /// <summary>Begins long work.</summary>
    public Work Begin() => new(this, time);

    /// <summary>Long work that one thread at a time does.</summary>
    public sealed class Work(RightOfWay way, TimeProvider time)
    {
        private long begun = time.GetTimestamp();

        /// <summary>Called every some rows; rests where it is time to.</summary>
        public ValueTask PassAsync(CancellationToken ct)
        {
            var worked = time.GetElapsedTime(begun);
            return worked < Stint ? ValueTask.CompletedTask : RestAsync(worked, ct);
        }

        private async ValueTask RestAsync(TimeSpan worked, CancellationToken ct)
        {
            if (way.IsClaimed)
            {
                var rest = RestPerWork * worked;
                await Task.Delay(rest < LongestRest ? rest : LongestRest, time, ct);
            }

            begun = time.GetTimestamp();
        }
    }
}
