using System.Net;
using System.Net.Sockets;

namespace EdgeEcg.Device.Page;

/// <summary>
/// How often an address may be wrong about a secret: so often a minute, then not at all until the minute is
/// over. A browser with an old password asks every five seconds and stays below it. Of IPv6 a whole network
/// counts as one address, since everybody has one. Holds a bounded number of addresses; the one that was
/// wrong longest ago makes room. Thread-safe.
/// </summary>
internal sealed class GuessLimit(TimeProvider time)
{
    public const int MostWrong = 20;
    public const int MostAddresses = 256;
    private const int BytesOfNetwork = 8;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, (int Wrong, long Since)> _addresses = [];

    /// <summary>How long an address has to wait before it is listened to; null: not at all.</summary>
    public TimeSpan? WaitOf(IPAddress address)
    {
        lock (_gate)
        {
            return _addresses.TryGetValue(NetworkOf(address), out (int Wrong, long Since) entry)
                && entry.Wrong >= MostWrong && Window - time.GetElapsedTime(entry.Since) is var wait
                && wait > TimeSpan.Zero
                ? wait
                : null;
        }
    }

    public void CountWrong(IPAddress address)
    {
        IPAddress network = NetworkOf(address);
        lock (_gate)
        {
            if (_addresses.TryGetValue(network, out (int Wrong, long Since) entry)
                && time.GetElapsedTime(entry.Since) < Window)
            {
                _addresses[network] = entry with { Wrong = entry.Wrong + 1 };
                return;
            }

            if (!_addresses.ContainsKey(network) && _addresses.Count == MostAddresses)
            {
                _addresses.Remove(_addresses.MinBy(known => known.Value.Since).Key);
            }

            _addresses[network] = (1, time.GetTimestamp());
        }
    }

    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(BytesOfNetwork).Clear();
        return new IPAddress(bytes);
    }
}
