using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeEcg.Device.Doctor;

/// <summary>The broker's name and port, before anything is said to it.</summary>
internal sealed class BrokerHost(string host, int port)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(4);

    private IPAddress[] _addresses = [];

    public Finding Resolve()
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
        {
            _addresses = [literal];
            return Finding.Ok($"{host} is an address, no name to look up");
        }

        try
        {
            _addresses = Dns.GetHostAddresses(host);
            return Finding.Ok($"{host} is {string.Join(", ", _addresses.Select(a => a.ToString()))}");
        }
        catch (SocketException unknown)
        {
            return Finding.Fail($"{host}: {unknown.Message}",
                "check mqtt.host for a typing error, and the name server (resolvectl status)");
        }
    }

    public Finding Reach()
    {
        SocketException? last = null;
        foreach (IPAddress address in _addresses)
        {
            try
            {
                using Socket socket = Connect(address);
                _addresses = [address];
                return Finding.Ok($"{socket.RemoteEndPoint} accepts");
            }
            catch (SocketException refused)
            {
                last = refused;
            }
        }

        string place = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        return Finding.Fail($"{place}: {last?.Message ?? "no address"}", RemedyFor(last?.SocketErrorCode));
    }

    /// <summary>A connected socket to the address that answered.</summary>
    /// <exception cref="SocketException">It does not any more.</exception>
    public Socket Connect() => Connect(_addresses[0]);

    private Socket Connect(IPAddress address)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            using CancellationTokenSource limit = new(ConnectLimit);
            socket.ConnectAsync(new IPEndPoint(address, port), limit.Token).AsTask().GetAwaiter().GetResult();
            return socket;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static string RemedyFor(SocketError? error) => error switch
    {
        SocketError.ConnectionRefused => "start the broker, or set mqtt.port to the port it listens on",
        SocketError.TimedOut => "let the firewall pass this port, and see that the broker is on",
        _ => "check cable, Wi-Fi and default route (ip route)",
    };
}
