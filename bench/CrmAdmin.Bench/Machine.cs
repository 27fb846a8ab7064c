using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CrmAdmin.Bench;

/// <summary>What the figures were taken on.</summary>
internal static class Machine
{
    /// <summary>One line: processor, cores, memory, load, versions.</summary>
    public static string Describe(string engine) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} cores, {Memory()} GB; load {Load()}; {RuntimeInformation.OSDescription}; .NET {Environment.Version}; {engine}");

    /// <summary>Average number of processes that wanted to run in the last minute.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>Processor time in seconds of all processes here whose name begins so, as PostgreSQL's tell behind it what they do; 0 where there is none.</summary>
    public static double Processor(string name) =>
        Process.GetProcesses().Where(process => process.ProcessName.StartsWith(name, StringComparison.Ordinal)).Sum(process => process.TotalProcessorTime.TotalSeconds);

    private static string Processor() => Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static long Memory() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;

    private static string? Field(string file, string name) => !File.Exists(file)
        ? null
        : File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
