using System.Diagnostics;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Repository;

/// <summary>
/// Runs a shell command and collects what it says. A command that hangs is ended with the test.
/// </summary>
internal sealed record Command(int ExitCode, string Output, string Errors)
{
    public static async Task<Command> Run(string commandLine, string folder)
    {
        ProcessStartInfo start = new("bash", ["-c", commandLine])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            CancellationToken cancelled = TestContext.Current.CancellationToken;
            Task<string> errors = process.StandardError.ReadToEndAsync(cancelled);
            string output = await process.StandardOutput.ReadToEndAsync(cancelled);
            await process.WaitForExitAsync(cancelled);
            return new Command(process.ExitCode, output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>
    /// The paths of the tracked files that are there, relative to the repository; skips where git is not.
    /// </summary>
    public static async Task<string[]> TrackedFiles()
    {
        bool isClone = Path.Exists(Path.Combine(TestData.RepositoryRoot, ".git"));
        Assert.SkipUnless(isClone, "needs a git clone to know which files are tracked");
        Command git = await Run("git -c safe.directory='*' ls-files -z", TestData.RepositoryRoot);
        Assert.Equal(0, git.ExitCode);
        return [.. git.Output.Split('\0').Where(IsThere)];
    }

    private static bool IsThere(string relativePath) =>
        File.Exists(Path.Combine(TestData.RepositoryRoot, relativePath));
}
