using System.Runtime.CompilerServices;
using Bunit;

namespace CrmAdmin.Tests;

/// <summary>How long tests of components wait for what they expect: long enough for a machine that is busy.</summary>
internal static class Patience
{
    [ModuleInitializer]
    internal static void Set() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(20);
}
