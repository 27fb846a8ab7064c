using Microsoft.JSInterop;

namespace CrmAdmin.Shell;

/// <summary>Says to the browser that everything it sent before has been heard: a circuit takes one call after the other.</summary>
public static class Heard
{
    /// <summary>Does nothing; its answer comes behind those of the calls before.</summary>
    [JSInvokable("Heard")]
    public static void Answer()
    {
    }
}
