using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Linux;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Records;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// The configured chip opened piece by piece, so that each piece can be judged. Lines come before the first
/// byte on the bus: the kernel gives a line to one program only, and so a monitor that runs is found out
/// before it is disturbed. A simulated chip runs in virtual time and has the noise of a real one.
/// </summary>
internal sealed class ChipOnBench(SourceConfiguration source, ScriptedFault? fault, TimeProvider time)
    : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private ISpiBus? _bus;
    private Ads1292Connection? _connection;
    private Driver? _driver;

    /// <summary>The driver, once bus and lines are open.</summary>
    public Driver Driver => _driver ??= new Driver(_connection!, ChipSource.Settings(source));

    /// <returns>What was opened.</returns>
    public string OpenBus()
    {
        if (source.Kind != SourceKind.Ads1292)
        {
            _connection = Simulate().Connection;
            return fault is null ? "simulated chip" : $"simulated chip with fault '{fault.Name}'";
        }

        Ads1292Configuration chip = source.Ads1292;
        if (chip.Access != HardwareAccess.Kernel)
        {
            _connection = Keep(ChipSources.Open(source, time)).Connection;
        }
        else
        {
            _bus = Keep(SpidevBus.Open(chip.SpiDevice, chip.SpiClockHz));
        }

        return $"{chip.SpiDevice}, mode 1, {chip.SpiClockHz / 1e6:0.###} MHz";
    }

    /// <returns>What was opened.</returns>
    public string OpenLines()
    {
        Ads1292Configuration chip = source.Ads1292;
        if (source.Kind != SourceKind.Ads1292)
        {
            return "simulated DRDY";
        }

        string found = $"{chip.GpioChip}: DRDY {chip.DataReadyLine}, RESET {Number(chip.ResetLine)}, "
            + $"START {Number(chip.StartLine)}";
        if (chip.Access == HardwareAccess.Kernel)
        {
            GpioEventLine ready = Keep(GpioEventLine.Open(chip.GpioChip, chip.DataReadyLine));
            IOutputLine? reset = OpenOutput(chip.ResetLine, high: true);
            IOutputLine? start = OpenOutput(chip.StartLine, high: false);

            // Without a bus the lines are judged all the same; nobody goes on from there.
            _connection = _bus is null
                ? null
                : new() { Bus = _bus, DataReady = ready, Time = time, Reset = reset, Start = start };
        }

        return found;
    }

    public void Dispose()
    {
        _owned.Reverse();
        _owned.ForEach(owned => owned.Dispose());
    }

    private static string Number(int? line) => line is { } number ? $"{number}" : "not wired";

    private GpioOutputLine? OpenOutput(int? line, bool high) => line is { } offset
        ? Keep(GpioOutputLine.Open(source.Ads1292.GpioChip, offset, high))
        : null;

    private SimulatedAds1292 Simulate()
    {
        SampleRate rate = new(source.RateSps);
        IElectrodeSource body = source.Kind == SourceKind.Record
            ? Keep(new RecordSource(WfdbRecord.Open(source.Record.Path!), rate))
            : new SyntheticSource(
                new SyntheticEcg(rate, new SyntheticEcgSettings(), new SyntheticScript([])), long.MaxValue);
        SimulatedAds1292 chip = new(
            new LooseElectrodes(body, fault?.LeadsOff ?? Electrodes.None),
            fault?.Options ?? ScriptedFault.Healthy,
            new VirtualClock(time.GetUtcNow()));
        fault?.Begin(chip);
        return chip;
    }

    private T Keep<T>(T opened)
        where T : IDisposable
    {
        _owned.Add(opened);
        return opened;
    }
}
