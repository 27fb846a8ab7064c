using System.Runtime.CompilerServices;
using Bunit;

namespace CrmAdmin.Tests;

/// <summary>How long tests of components wait for what is drawn.</summary>
internal static class DrawnPatience
{
    [ModuleInitializer]
    internal static void Set() => BunitContext.DefaultWaitTimeout = Patience.Deadline;
}
