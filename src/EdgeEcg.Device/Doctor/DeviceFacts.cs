using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// What else a support asks for: versions, kernel, devices, the journals of monitor and kernel, and what the
/// monitor kept before it ended.
/// A fact that this machine does not have is said to be missing.
/// </summary>
internal static class DeviceFacts
{
    private const int MostBytes = 65_536;
    private const int MostFiles = 20;

    private static readonly string[] KernelFiles =
    [
        "/proc/version", "/proc/cmdline", "/proc/uptime", "/proc/loadavg", "/proc/meminfo", "/proc/mounts",
        "/proc/device-tree/model", "/etc/os-release", "/sys/module/spidev/parameters/bufsiz",
    ];

    public static IEnumerable<(string Name, string Text)> Parts(MonitorConfiguration? configuration) =>
    [
        ("versions.txt", Versions()),
        ("kernel.txt", string.Concat(KernelFiles.Select(file => $"## {file}\n{Read(file)}\n"))),
        ("journal.txt", ToolOutput.Of(
            "journalctl", "--no-pager", "--lines=2000", "--output=short-iso",
            "--unit=edgeecg", "--unit=edgeecg-firstboot")),
        ("dmesg.txt", ToolOutput.Of("dmesg")),
        ("devices.txt", string.Concat(Devices().Select(device => device + "\n"))),
        .. configuration is null ? [] : RecentErrors(Path.Combine(configuration.Storage.Folder, "state")),
    ];

    private static string Versions() => string.Join('\n',
        $"edgeecg {Version(typeof(DeviceFacts).Assembly)}",
        $"onnxruntime {Version(typeof(Microsoft.ML.OnnxRuntime.InferenceSession).Assembly)}",
        RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors"),
        $"built-in model in {DefaultModel.Folder}") + "\n";

    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";

    private static IEnumerable<string> Devices() =>
        Directory.EnumerateFileSystemEntries("/dev").Order(StringComparer.Ordinal).Where(path =>
            Path.GetFileName(path) is { } name
            && (name.StartsWith("spidev", StringComparison.Ordinal)
                || name.StartsWith("gpiochip", StringComparison.Ordinal)
                || name.StartsWith("rtc", StringComparison.Ordinal)));

    /// <summary>The monitor keeps its last errors in this folder, and only text of its own.</summary>
    private static IEnumerable<(string Name, string Text)> RecentErrors(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Take(MostFiles)
                .Select(file => ("state/" + Path.GetFileName(file), Read(file)))
            : [("state/none.txt", $"{folder} is not there\n")];

    /// <summary>The end of a long file: the last errors are the ones that count.</summary>
    private static string Read(string file)
    {
        try
        {
            byte[] content = File.ReadAllBytes(file);
            return System.Text.Encoding.UTF8.GetString(
                content.AsSpan(Math.Max(0, content.Length - MostBytes))).TrimEnd('\0');
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return $"({missing.Message})";
        }
    }
}
