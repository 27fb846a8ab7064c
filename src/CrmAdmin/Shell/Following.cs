using CrmAdmin.Http;

namespace CrmAdmin.Shell;

/// <summary>Has a page read anew every second what moves, and not at all what does not. Begun after each render; a second time does nothing.</summary>
public sealed class Following
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private bool isFollowing;

    /// <summary>Follows for as long as something moves and the page is there.</summary>
    /// <param name="isMoving">Whether anything moves, as it was last read.</param>
    /// <param name="readAsync">Reads and shows it.</param>
    /// <param name="clock">The clock of the beats.</param>
    /// <param name="leaving">Is cancelled when the page goes.</param>
    public async Task WhileAsync(Func<bool> isMoving, Func<Task> readAsync, TimeProvider clock, CancellationToken leaving)
    {
        if (isFollowing || !isMoving())
        {
            return;
        }

        isFollowing = true;
        try
        {
            using var timer = new PeriodicTimer(Beat, clock);
            while (isMoving() && await timer.WaitForNextTickAsync(leaving))
            {
                await TryAsync(readAsync);
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            isFollowing = false;
        }
    }

    /// <summary>One look. What fails for now, or is overtaken by a newer look, leaves what is shown as it is.</summary>
    public static async Task TryAsync(Func<Task> readAsync)
    {
        try
        {
            await readAsync();
        }
        catch (Exception e) when (e is OperationCanceledException || Faults.Refusal(e).Code == ErrorCode.ServiceUnavailable)
        {
            // The next one shows it.
        }
    }
}
