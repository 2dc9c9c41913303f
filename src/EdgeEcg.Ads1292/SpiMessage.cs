using System.Diagnostics;

namespace EdgeEcg.Ads1292;

/// <summary>
/// What travels while chip select is low. Both directions are as long as each other, and the transfers cut
/// them into consecutive pieces with a pause after each.
/// </summary>
public readonly ref struct SpiMessage
{
    /// <param name="send">Bytes to the chip.</param>
    /// <param name="receive">Where the chip's answer goes; as long as <paramref name="send"/>.</param>
    /// <param name="transfers">
    /// Consecutive pieces; their lengths add up to that of <paramref name="send"/>.
    /// </param>
    public SpiMessage(ReadOnlySpan<byte> send, Span<byte> receive, ReadOnlySpan<SpiTransfer> transfers)
    {
        Debug.Assert(send.Length == receive.Length, "SPI is full duplex");
        Send = send;
        Receive = receive;
        Transfers = transfers;
    }

    public ReadOnlySpan<byte> Send { get; }

    public Span<byte> Receive { get; }

    public ReadOnlySpan<SpiTransfer> Transfers { get; }
}
