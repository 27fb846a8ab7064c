using System.Runtime.CompilerServices;
using CrmAdmin.Http;

namespace CrmAdmin.Shell;

/// <summary>What kind of news a toast brings.</summary>
public enum ToastKind
{
    /// <summary>Something worth knowing.</summary>
    Info,

    /// <summary>Something was done.</summary>
    Success,

    /// <summary>Something was not done. Stays until it is closed.</summary>
    Error,
}

/// <summary>A short message at the corner of the page.</summary>
/// <param name="Kind">What kind of news.</param>
/// <param name="Text">What it says.</param>
/// <param name="ActionText">The verb of its button, such as «Undo», or null.</param>
/// <param name="Action">What the button does.</param>
public sealed record Toast(ToastKind Kind, string Text, string? ActionText = null, Func<Task>? Action = null)
{
    /// <summary>The same news twice is two toasts: they stand side by side, and each has its own time.</summary>
    public bool Equals(Toast? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>The toasts of one person's page, newest last.</summary>
public sealed class Toasts
{
    private const int Most = 4;
    private readonly List<Toast> shown = [];

    /// <summary>Raised when one came or went.</summary>
    public event Action? Changed;

    /// <summary>Those to be seen now.</summary>
    public IReadOnlyList<Toast> Shown => shown;

    /// <summary>Something worth knowing.</summary>
    public void Info(string text) => Show(new Toast(ToastKind.Info, text));

    /// <summary>Something was done; the action usually undoes it.</summary>
    public void Success(string text, string? actionText = null, Func<Task>? action = null) =>
        Show(new Toast(ToastKind.Success, text, actionText, action));

    /// <summary>Something was not done: what happened, what was kept, what to do.</summary>
    public void Error(string text, string? actionText = null, Func<Task>? action = null) =>
        Show(new Toast(ToastKind.Error, text, actionText, action));

    /// <summary>Does something, and says why where it is refused.</summary>
    public async Task TryAsync(Texts texts, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (CrmException e)
        {
            Error(texts.Of(e));
        }
    }

    /// <summary>Takes one away.</summary>
    public void Dismiss(Toast toast)
    {
        if (shown.RemoveAll(other => ReferenceEquals(other, toast)) > 0)
        {
            Changed?.Invoke();
        }
    }

    private void Show(Toast toast)
    {
        shown.Add(toast);
        if (shown.Count > Most)
        {
            shown.RemoveAt(0);
        }

        Changed?.Invoke();
    }
}
