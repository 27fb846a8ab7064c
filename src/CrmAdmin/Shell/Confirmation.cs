namespace CrmAdmin.Shell;

/// <summary>A question before an act. It names exactly what the act will touch.</summary>
/// <param name="Title">The question.</param>
/// <param name="Text">What will happen, and whether it can be undone.</param>
/// <param name="ConfirmText">The verb on the button.</param>
/// <param name="IsDanger">Whether the act destroys something.</param>
/// <param name="Touches">What goes with it, a line each; may be empty.</param>
/// <param name="Typed">What must be typed first, or null.</param>
public sealed record Confirmation(
    string Title,
    string Text,
    string ConfirmText,
    bool IsDanger = false,
    IReadOnlyList<string>? Touches = null,
    string? Typed = null)
{
    /// <summary>Asks whether to go on without what is not saved.</summary>
    public static Confirmation ToLeave(Texts texts) => new(texts["Shell.LeaveAsk"], texts["Shell.LeaveText"], texts["Shell.Leave"], IsDanger: true);
}

/// <summary>Asks the person in front of the page. One question at a time; a second waits for the first.</summary>
public sealed class Confirm
{
    private readonly Queue<(Confirmation Question, TaskCompletionSource<bool> Answer)> waiting = new();

    /// <summary>Raised when a question came or was answered.</summary>
    public event Action? Changed;

    /// <summary>The question to show, or null.</summary>
    public Confirmation? Current => waiting.TryPeek(out var first) ? first.Question : null;

    /// <summary>Shows the question; true where it was confirmed.</summary>
    public Task<bool> AskAsync(Confirmation question)
    {
        var answer = new TaskCompletionSource<bool>();
        waiting.Enqueue((question, answer));
        Changed?.Invoke();
        return answer.Task;
    }

    /// <summary>Answers the question that is shown.</summary>
    public void Answer(bool confirmed)
    {
        if (waiting.TryDequeue(out var first))
        {
            Changed?.Invoke();
            first.Answer.SetResult(confirmed);
        }
    }
}
