using EdgeEcg.Ads1292;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// A bus between the driver and the chip that keeps no delays, or another clock, and remembers what was sent.
/// </summary>
internal sealed class DistortedBus(ISpiBus bus) : ISpiBus
{
    public bool KeepDelays { get; init; } = true;

    public int? ClockHz { get; init; }

    public Action BeforeEachMessage { get; init; } = () => { };

    public HashSet<byte> SentWhileReading { get; } = [];

    public SpiOutcome Transfer(in SpiMessage message)
    {
        BeforeEachMessage();
        if (message.Send[0] == (byte)Ads1292Command.ReadData)
        {
            SentWhileReading.UnionWith(message.Send[1..].ToArray());
        }

        SpiTransfer[] transfers = message.Transfers.ToArray();
        for (int i = 0; i < transfers.Length; i++)
        {
            transfers[i] = transfers[i] with
            {
                ClockHz = ClockHz ?? transfers[i].ClockHz,
                DelayMicroseconds = KeepDelays || i == transfers.Length - 1
                    ? transfers[i].DelayMicroseconds
                    : 0,
            };
        }

        return bus.Transfer(new SpiMessage(message.Send, message.Receive, transfers));
    }
}
