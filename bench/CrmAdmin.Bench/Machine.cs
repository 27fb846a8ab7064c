using System.Globalization;
using System.Runtime.InteropServices;

namespace CrmAdmin.Bench;

/// <summary>What the figures were taken on.</summary>
internal static class Machine
{
    // proc(5): behind the name stand, from the 12th member on, the times of the process and of its children that ended.
    private const int FirstTime = 11;
    private const int Times = 4;
    private const double TicksPerSecond = 100;

    /// <summary>One line: processor, cores, memory, load, versions.</summary>
    public static string Describe(string engine) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} cores, {Memory()} GB; load {Load()}; {RuntimeInformation.OSDescription}; .NET {Environment.Version}; {engine}");

    /// <summary>Average number of processes that wanted to run in the last minute.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>Processor time in seconds of all processes here that have such a name, those that ended under them included; 0 where there is none.</summary>
    public static double Processor(string name) => Directory.EnumerateDirectories("/proc").Sum(folder => Ticks(folder, name)) / TicksPerSecond;

    private static double Ticks(string folder, string name)
    {
        try
        {
            var line = File.ReadAllText(Path.Combine(folder, "stat"));
            var end = line.LastIndexOf(')');
            return line[(line.IndexOf('(') + 1)..end] != name ? 0 : line[(end + 2)..].Split(' ')[FirstTime..(FirstTime + Times)].Sum(double.Parse);
        }
        catch (IOException)
        {
            // No process, or one that has just ended.
            return 0;
        }
    }

    private static string Processor() => Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static long Memory() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;

    private static string? Field(string file, string name) => !File.Exists(file)
        ? null
        : File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
