using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// The registers of a chip and one frame, without any of its rules: what is left is the driver.
/// </summary>
internal sealed class ImmediateChip : ISpiBus, IDataReadyLine
{
    private readonly VirtualClock _clock = new();
    private readonly SimulatedAds1292 _bringUp = new(new SteadyElectrodes());
    private readonly byte[] _frame = new byte[1 + Ads1292Frame.LengthBytes];
    private readonly long _periodNs;
    private uint _sequence;
    private bool _streaming;

    public ImmediateChip(Ads1292Settings settings)
    {
        _periodNs = settings.Rate.PeriodNs;
        new Ads1292Frame(12345, -12345, Electrodes.None, GpioPins.None).Write(_frame.AsSpan(1));
    }

    public Ads1292Connection Connection => new() { Bus = this, DataReady = this, Time = _clock };

    public SpiOutcome Transfer(in SpiMessage message)
    {
        if (message.Send[0] == (byte)Ads1292Command.ReadData)
        {
            _frame.CopyTo(message.Receive);
            return SpiOutcome.Ok;
        }

        _streaming = message.Send[0] == (byte)Ads1292Command.Start;
        _bringUp.Clock.AdvanceTo(_clock.NowNs);
        return _bringUp.Transfer(message);
    }

    public EdgeOutcome Wait(TimeSpan timeout, out DataReadyEdge edge)
    {
        if (!_streaming || timeout == TimeSpan.Zero)
        {
            edge = default;
            return EdgeOutcome.None;
        }

        _clock.AdvanceTo(_clock.NowNs + _periodNs);
        edge = new DataReadyEdge(_clock.NowNs, ++_sequence);
        return EdgeOutcome.Edge;
    }
}
