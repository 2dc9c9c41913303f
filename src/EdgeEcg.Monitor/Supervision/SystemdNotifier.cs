using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EdgeEcg.Monitor.Supervision;

/// <summary>
/// Tells systemd how the program is, by datagrams to the socket that systemd names in the environment
/// (man 3 sd_notify). Without one, and where systemd does not listen, nothing happens. For any thread.
/// </summary>
public sealed class SystemdNotifier : IDisposable
{
    private readonly Socket? _socket;

    /// <param name="address">NOTIFY_SOCKET: a path, or an abstract name after '@'; null: none.</param>
    /// <param name="watchdogMicroseconds">WATCHDOG_USEC.</param>
    /// <param name="watchdogProcess">WATCHDOG_PID: whom the watchdog is for; null: whoever asks.</param>
    public SystemdNotifier(string? address, string? watchdogMicroseconds, string? watchdogProcess)
    {
        bool isOurs = watchdogProcess is null
            || watchdogProcess == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (isOurs && long.TryParse(
            watchdogMicroseconds, NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds))
        {
            WatchdogLimit = TimeSpan.FromMicroseconds(microseconds);
        }

        if (!string.IsNullOrEmpty(address))
        {
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            _socket.Blocking = false;
            EndPoint = new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address);
        }
    }

    /// <summary>After this time without <see cref="Watchdog"/> systemd kills; null: it does not.</summary>
    public TimeSpan? WatchdogLimit { get; }

    private UnixDomainSocketEndPoint? EndPoint { get; }

    public static SystemdNotifier FromEnvironment() => new(
        Environment.GetEnvironmentVariable("NOTIFY_SOCKET"),
        Environment.GetEnvironmentVariable("WATCHDOG_USEC"),
        Environment.GetEnvironmentVariable("WATCHDOG_PID"));

    /// <returns>Whether systemd has it.</returns>
    public bool Ready(string status) => Send($"READY=1\nSTATUS={status}");

    public bool Status(string status) => Send($"STATUS={status}");

    public bool Watchdog() => Send("WATCHDOG=1");

    public bool Stopping() => Send("STOPPING=1");

    /// <summary>To be followed by <see cref="Ready"/>.</summary>
    /// <param name="monotonic">The kernel's monotonic clock.</param>
    public bool Reloading(TimeSpan monotonic) => Send(string.Create(
        CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={(long)monotonic.TotalMicroseconds}"));

    public void Dispose() => _socket?.Dispose();

    private bool Send(string state)
    {
        try
        {
            return _socket?.SendTo(Encoding.UTF8.GetBytes(state), EndPoint!) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
