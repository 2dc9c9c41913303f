using System.Diagnostics;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary><c>edgeecg-train</c> as a process of its own, without the script around it.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error: progress and messages.</param>
internal sealed record TrainerProcess(int Code, string Output, string Errors)
{
    /// <param name="arguments">Verb and options.</param>
    public static TrainerProcess Run(params ReadOnlySpan<string> arguments)
    {
        string program = Path.Combine(
            TestData.RepositoryRoot, "artifacts", "bin", "EdgeEcg.Trainer", "release", "edgeecg-train.dll");
        ProcessStartInfo start = new(Environment.ProcessPath!, [program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new TrainerProcess(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
