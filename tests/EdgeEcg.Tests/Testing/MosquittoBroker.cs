using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// A real mosquitto of a test's own, on a free loopback port, with its files in a temporary folder. It is
/// killed by its process id when the test ends. Where mosquitto is not installed the test fails and says what
/// to install.
/// </summary>
internal sealed class MosquittoBroker : IDisposable
{
    private const int PortAttempts = 5;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _settings;
    private Process? _process;

    private MosquittoBroker(Func<TemporaryFolder, string[]> settings)
    {
        _settings = settings(_folder);
    }

    public int Port { get; private set; }

    /// <param name="settings">Lines of mosquitto.conf beside the listener.</param>
    public static MosquittoBroker Start(params string[] settings) => Start(_ => settings);

    /// <param name="settings">The same, for settings that need files; they go into the folder given.</param>
    public static MosquittoBroker Start(Func<TemporaryFolder, string[]> settings)
    {
        MosquittoBroker broker = new(settings);
        for (int attempt = 1; attempt < PortAttempts; attempt++)
        {
            broker.Port = FreePort();
            if (broker.TryRun(out _))
            {
                return broker;
            }
        }

        broker.Port = FreePort();
        broker.Run();
        return broker;
    }

    /// <summary>Writes a password file with one user and returns the settings that use it.</summary>
    public static string[] WithPassword(TemporaryFolder folder, string user, string password)
    {
        string file = folder.File("passwords");
        using Process tool = Process.Start(Find("mosquitto_passwd"), ["-b", "-c", file, user, password]);
        tool.WaitForExit();
        Assert.Equal(0, tool.ExitCode);
        return ["allow_anonymous false", $"password_file {file}"];
    }

    /// <summary>As a power cut: nothing is said to the clients.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Starts again on the same port.</summary>
    public void Run()
    {
        if (!TryRun(out string output))
        {
            Assert.Fail($"mosquitto did not start on port {Port}: {output}");
        }
    }

    public void Dispose()
    {
        Kill();
        _folder.Dispose();
    }

    private bool TryRun(out string output)
    {
        ProcessStartInfo start = new(
            Find("mosquitto"), ["-c", WriteConfiguration()]) { RedirectStandardError = true };
        Process process = Process.Start(start)!;
        List<string> lines = [];
        using ManualResetEventSlim decided = new();
        bool running = false;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                decided.Set();
                return;
            }

            lock (lines)
            {
                lines.Add(line.Data);
            }

            if (line.Data.EndsWith(" running", StringComparison.Ordinal))
            {
                running = true;
                decided.Set();
            }
        };
        process.BeginErrorReadLine();
        decided.Wait(StartLimit);
        _process = process;
        lock (lines)
        {
            output = string.Join(" / ", lines);
        }

        if (!running)
        {
            Kill();
        }

        return running;
    }

    private string WriteConfiguration()
    {
        string file = _folder.File("mosquitto.conf");
        string[] own =
        [
            string.Create(CultureInfo.InvariantCulture, $"listener {Port} 127.0.0.1"),
            "log_dest stderr",
            $"user {Environment.UserName}",
        ];
        string[] anonymous = Array.Exists(
            _settings, s => s.StartsWith("allow_anonymous", StringComparison.Ordinal))
            ? []
            : ["allow_anonymous true"];
        File.WriteAllLines(file, [.. own, .. anonymous, .. _settings]);
        return file;
    }

    private static string Find(string program)
    {
        string path = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/usr/local/sbin";
        string? found = path.Split(':').Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);
        Assert.True(
            found is not null, $"{program} is not installed; install it with: sudo apt install mosquitto");
        return found;
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
