using System.ComponentModel;
using System.Diagnostics;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// What another program of this machine prints, for the support bundle: its end, within a time. A program
/// that is not there, or may not look, is said to be so; the bundle is written all the same.
/// </summary>
internal static class ToolOutput
{
    private const int MostBytes = 262_144;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static string Of(string program, params string[] arguments)
    {
        string heading = $"## {program} {string.Join(' ', arguments)}\n";
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return heading + Read(process);
        }
        catch (Win32Exception missing)
        {
            return $"{heading}(not on this machine: {missing.Message})\n";
        }
    }

    private static string Read(Process process)
    {
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        bool ended = process.WaitForExit(Limit);
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
        }

        Task.WaitAll(errors, output);
        return $"{End(output.Result)}{End(errors.Result)}"
            + (ended ? $"(exit code {process.ExitCode})\n" : $"(given up after {Limit.TotalSeconds:0} s)\n");
    }

    private static string End(string text) => text[Math.Max(0, text.Length - MostBytes)..];
}
