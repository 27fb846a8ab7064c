namespace CrmAdmin.Workspace;

/// <summary>Has this node see within a second what was set on another one.</summary>
internal sealed partial class WorkspaceFollower(WorkspaceService workspace, TimeProvider time, ILogger<WorkspaceFollower> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryFollowAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    private async Task TryFollowAsync(CancellationToken ct)
    {
        try
        {
            await workspace.FollowAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnread(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The workspace's settings cannot be read for now")]
    private partial void LogUnread(Exception exception);
}
