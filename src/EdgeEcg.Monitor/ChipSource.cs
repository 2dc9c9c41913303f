using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Linux;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Records;

namespace EdgeEcg.Monitor;

/// <summary>
/// The chip that the configuration names, real or simulated, and what has to be closed with it.
/// </summary>
public sealed class ChipSource : IDisposable
{
    private readonly List<IDisposable> _owned;

    private ChipSource(Ads1292Connection connection, Func<bool> signalEnded, bool isSimulated,
        List<IDisposable> owned)
    {
        Connection = connection;
        SignalEnded = signalEnded;
        IsSimulated = isSimulated;
        _owned = owned;
    }

    public Ads1292Connection Connection { get; }

    /// <summary>True when a replayed signal has no more to give.</summary>
    public Func<bool> SignalEnded { get; }

    /// <summary>The signal is not a wearer's, and its time can wait for a slow consumer.</summary>
    public bool IsSimulated { get; }

    /// <exception cref="Ads1292Exception">A device file cannot be opened.</exception>
    /// <exception cref="BadRecordException">The record cannot be read.</exception>
    public static ChipSource Open(SourceConfiguration source, TimeProvider time) => source.Kind switch
    {
        SourceKind.Ads1292 => OpenDevice(source.Ads1292, time),
        SourceKind.Simulated => Simulate(Synthetic(source.RateSps), source.SimulatedSpeed, time),
        _ => Simulate(
            new RecordSource(WfdbRecord.Open(source.Record.Path!), new SampleRate(source.RateSps)),
            source.Record.Speed,
            time),
    };

    /// <summary>A chip that somebody else has connected.</summary>
    /// <param name="board">Disposed with the source.</param>
    /// <param name="signalEnded">No more will come; none given: a body's signal never ends.</param>
    public static ChipSource Wired(
        Ads1292Connection connection, IDisposable board, Func<bool>? signalEnded = null) =>
        new(connection, signalEnded ?? (() => false), isSimulated: false, [board]);

    /// <summary>A simulated chip that somebody else has made.</summary>
    public static ChipSource Simulated(Ads1292Connection connection, Func<bool> signalEnded) =>
        new(connection, signalEnded, isSimulated: true, []);

    /// <summary>A simulated chip on these electrodes.</summary>
    /// <param name="electrodes">What it measures; disposed with the source if it can be.</param>
    /// <param name="speed">Times real time; 0 is as fast as the machine goes.</param>
    /// <param name="time">The clock of the wall, with which the simulation starts.</param>
    public static ChipSource Simulate(IElectrodeSource electrodes, double speed, TimeProvider time)
    {
        List<IDisposable> owned = electrodes is IDisposable disposable ? [disposable] : [];
        SimulatedAds1292 chip =
            new(electrodes, new SimulatedChipOptions(), new VirtualClock(time.GetUtcNow()));
        Ads1292Connection connection = chip.Connection;
        if (speed > 0)
        {
            PacedDataReadyLine paced = new(chip, time, speed);
            owned.Add(paced);
            connection = connection with { DataReady = paced };
        }

        return new ChipSource(connection, () => chip.SignalEnded, isSimulated: true, owned);
    }

    /// <summary>How the chip is to be set up.</summary>
    public static Ads1292Settings Settings(SourceConfiguration source)
    {
        DataRates.TryFromHz(source.RateSps, out DataRate rate);
        ChannelGains.TryFromFactor(source.Channel1Gain, out ChannelGain gain1);
        ChannelGains.TryFromFactor(source.Channel2Gain, out ChannelGain gain2);
        return new Ads1292Settings
        {
            Rate = rate,
            Channel1 = new ChannelSettings(gain1),
            Channel2 = new ChannelSettings(gain2),
            ClockHz = source.Ads1292.SpiClockHz,
        };
    }

    public void Dispose() => _owned.ForEach(owned => owned.Dispose());

    private static SyntheticSource Synthetic(int rateSps) => new(
        new SyntheticEcg(
            new SampleRate(rateSps), new SyntheticEcgSettings(),
                SyntheticScript.Random(1, SyntheticRates.BusyDay, 86_400)),
        long.MaxValue);

    private static ChipSource OpenDevice(Ads1292Configuration device, TimeProvider time)
    {
        List<IDisposable> owned = [];
        try
        {
            SpidevBus bus = Keep(SpidevBus.Open(device.SpiDevice, device.SpiClockHz));
            GpioEventLine ready = Keep(GpioEventLine.Open(device.GpioChip, device.DataReadyLine));
            Ads1292Connection connection = new()
            {
                Bus = bus,
                DataReady = ready,
                Time = time,
                Reset = device.ResetLine is { } reset
                    ? Keep(GpioOutputLine.Open(device.GpioChip, reset, high: true)) : null,
                Start = device.StartLine is { } start
                    ? Keep(GpioOutputLine.Open(device.GpioChip, start, high: false)) : null,
            };
            return new ChipSource(connection, () => false, isSimulated: false, owned);
        }
        catch
        {
            owned.ForEach(o => o.Dispose());
            throw;
        }

        T Keep<T>(T opened)
            where T : IDisposable
        {
            owned.Add(opened);
            return opened;
        }
    }
}
