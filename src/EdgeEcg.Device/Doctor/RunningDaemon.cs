using System.Globalization;
using System.Text;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// Whether <c>edgeecg run</c> runs on this machine, from the command lines that the kernel shows. Only for
/// a message: what decides is whether the kernel gives the line away.
/// </summary>
internal static class RunningDaemon
{
    private const string ProcessFolder = "/proc";

    /// <summary>An addition to a sentence; empty where no daemon is to be seen.</summary>
    public static string Describe() => Find() is { } id
        ? string.Create(CultureInfo.InvariantCulture, $"; process {id} is 'edgeecg run'")
        : "";

    /// <returns>Its process id; null where none is to be seen.</returns>
    public static int? Find()
    {
        foreach (string folder in Directory.EnumerateDirectories(ProcessFolder))
        {
            bool isProcess = int.TryParse(
                Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id);
            if (isProcess && id != Environment.ProcessId && IsDaemon(Path.Combine(folder, "cmdline")))
            {
                return id;
            }
        }

        return null;
    }

    private static bool IsDaemon(string file)
    {
        try
        {
            string[] words = Encoding.UTF8.GetString(File.ReadAllBytes(file)).Split('\0');
            int program = Array.FindIndex(
                words, word => Path.GetFileName(word) is "edgeecg" or "edgeecg.dll");
            return program >= 0 && program + 1 < words.Length && words[program + 1] == "run";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Processes end while they are looked at.
            return false;
        }
    }
}
