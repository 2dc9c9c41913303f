using System.Diagnostics;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// A real PostgreSQL of a test's own, in a temporary folder and reachable through a socket there only. Where
/// Debian's postgresql is not installed the test is skipped and says so.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _programs;

    private PostgresServer(string programs)
    {
        _programs = programs;
    }

    /// <summary>What libpq and its relatives call the host: the folder of the socket.</summary>
    public string Host => _folder.Path;

    public static PostgresServer Start()
    {
        string? programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;
        Assert.SkipWhen(programs is null, "needs Debian's postgresql");
        PostgresServer server = new(programs!);
        server.Own();
        server.Run("initdb", "-D", server._folder.File("data"), "-A", "trust", "-U", "edgeecg", "--no-sync");
        server.Resume();
        return server;
    }

    /// <summary>Runs SQL text and returns what psql prints: one line a row, fields parted by a bar.</summary>
    public string Ask(string sql) => Psql("--command", sql);

    /// <summary>Runs a file, all of it or, at the first error, no more of it.</summary>
    public string RunFile(string path) => Psql("--file", path);

    /// <summary>As a maintenance window: clients lose their connections.</summary>
    public void Stop() => Run("pg_ctl", "-D", _folder.File("data"), "-m", "immediate", "stop");

    public void Resume() => Run(
        "pg_ctl", "-D", _folder.File("data"), "-w", "-l", _folder.File("log"), "-o",
        $"-k {_folder.Path} -c listen_addresses='' -c fsync=off", "start");

    public void Dispose()
    {
        Stop();
        _folder.Dispose();
    }

    private string Psql(string option, string value)
    {
        ProcessStartInfo start = new(
            Path.Combine(_programs, "psql"),
            ["-h", Host, "-U", "edgeecg", "-d", "postgres", "-X", "-A", "-t", "-q",
                "--set", "ON_ERROR_STOP=1", option, value])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process psql = Process.Start(start)!;
        Task<string> errors = psql.StandardError.ReadToEndAsync();
        string output = psql.StandardOutput.ReadToEnd();
        psql.WaitForExit();
        Assert.True(psql.ExitCode == 0, errors.GetAwaiter().GetResult());
        return output.TrimEnd('\n');
    }

    /// <summary>PostgreSQL refuses to run as root; then it runs as the user that its package made.</summary>
    private void Own()
    {
        if (Environment.UserName == "root")
        {
            using Process chown = Process.Start("chown", ["postgres", _folder.Path]);
            chown.WaitForExit();
            Assert.Equal(0, chown.ExitCode);
        }
    }

    private void Run(string program, params string[] arguments)
    {
        string path = Path.Combine(_programs, program);
        bool isRoot = Environment.UserName == "root";
        ProcessStartInfo start = new(
            isRoot ? "runuser" : path, isRoot ? ["-u", "postgres", "--", path, .. arguments] : arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
    }
}
