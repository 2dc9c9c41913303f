using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeEcg.Device;

/// <summary>
/// A broker of our own on a free port of this machine only, for demonstrations; gone, with its files, when
/// disposed.
/// </summary>
internal sealed class PrivateBroker : IDisposable
{
    private const int Attempts = 5;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private PrivateBroker(Process process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Processor time it has used.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <exception cref="EnvironmentException">There is no mosquitto, or it does not start.</exception>
    public static PrivateBroker Start()
    {
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            PrivateBroker broker = StartOn(FreePort());
            if (broker.AcceptsConnections())
            {
                return broker;
            }

            broker.Dispose();
        }

        throw new EnvironmentException(
            "mosquitto was started but did not accept connections: is another program in its way?");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static PrivateBroker StartOn(int port)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("edgeecg-broker-");
        string configuration = Path.Combine(folder.FullName, "mosquitto.conf");
        File.WriteAllText(configuration, string.Create(
            CultureInfo.InvariantCulture,
            $"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\n"
            + $"max_queued_messages 0\nlog_type error\n"));
        ProcessStartInfo start = new(FindProgram(), ["-c", configuration])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new PrivateBroker(process, folder, port);
    }

    // Debian keeps it in /usr/sbin, which is not on everybody's path.
    private static string FindProgram()
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin",
            "/usr/local/sbin"];
        return folders.Select(folder => Path.Combine(folder, "mosquitto")).FirstOrDefault(File.Exists)
            ?? throw new EnvironmentException(
                "there is no mosquitto here: install it with 'apt-get install mosquitto'");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool AcceptsConnections()
    {
        long since = TimeProvider.System.GetTimestamp();
        while (!_process.HasExited && TimeProvider.System.GetElapsedTime(since) < StartLimit)
        {
            try
            {
                using TcpClient client = new();
                client.Connect(IPAddress.Loopback, Port);
                return true;
            }
            catch (SocketException)
            {
                _process.WaitForExit(LookEvery);
            }
        }

        return false;
    }
}
