using System.Net.Sockets;
using System.Text;
using EdgeEcg.Monitor.Supervision;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Supervision;

/// <summary>The notifier against a socket as systemd opens it.</summary>
public sealed class SystemdNotifierTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_state_is_one_datagram_on_a_path_or_an_abstract_socket(bool isAbstract)
    {
        using TemporaryFolder folder = new();
        string name = isAbstract ? $"edgeecg-test-{Guid.NewGuid():N}" : folder.File("notify");
        using Socket systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(isAbstract ? '\0' + name : name));
        using SystemdNotifier notifier = new(isAbstract ? '@' + name : name, "10000000", null);

        Assert.True(notifier.Ready("it runs"));
        Assert.True(notifier.Watchdog());
        Assert.True(notifier.Reloading(TimeSpan.FromSeconds(2)));
        Assert.True(notifier.Stopping());

        Assert.Equal("READY=1\nSTATUS=it runs", Receive(systemd));
        Assert.Equal("WATCHDOG=1", Receive(systemd));
        Assert.Equal("RELOADING=1\nMONOTONIC_USEC=2000000", Receive(systemd));
        Assert.Equal("STOPPING=1", Receive(systemd));
        Assert.Equal(TimeSpan.FromSeconds(10), notifier.WatchdogLimit);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/nowhere/notify")]
    public void Without_systemd_nothing_happens(string? address)
    {
        using SystemdNotifier notifier = new(address, null, null);

        Assert.False(notifier.Ready("it runs"));
        Assert.Null(notifier.WatchdogLimit);
    }

    [Fact]
    public void A_watchdog_that_is_meant_for_another_process_is_not_ours()
    {
        using SystemdNotifier notifier = new(null, "10000000", "1");

        Assert.Null(notifier.WatchdogLimit);
    }

    private static string Receive(Socket systemd)
    {
        byte[] datagram = new byte[4096];
        return Encoding.UTF8.GetString(datagram, 0, systemd.Receive(datagram));
    }
}
