using System.Diagnostics;

namespace CrmAdmin.Tests.Exports;

/// <summary>A folder with a small disk of its own, in memory. Only root can make one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string path;

    private SmallDisk(string path) => this.path = path;

    /// <summary>Puts a disk of so many kilobytes over a folder; null where that is not allowed.</summary>
    public static SmallDisk? Over(string path, int kilobytes)
    {
        Directory.CreateDirectory(path);
        return Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", path) ? new SmallDisk(path) : null;
    }

    /// <summary>Gives it another size.</summary>
    public void Resize(int kilobytes) => Assert.True(Run("mount", "-o", $"remount,size={kilobytes}k", path));

    public void Dispose() => Run("umount", "-l", path);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that needs a small disk; shown as skipped where none can be made.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Allowed = new(() =>
    {
        using var folder = new TempFolder();
        using var disk = SmallDisk.Over(folder.Path, 64);
        return disk is not null;
    });

    public SmallDiskFactAttribute() => Skip = Allowed.Value ? null : "a file system in memory can only be mounted by root";
}
