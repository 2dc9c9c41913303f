namespace EdgeEcg.Ads1292.Simulation;

/// <summary>From what is at the pins to a frame: multiplexer, gain, reference, noise, comparators.</summary>
internal sealed class AnalogFront
{
    /// <summary>SBAS502B, internal test signals: V_REF / 2400 either way.</summary>
    private const double TestDivisor = 2400;

    /// <summary>Half a period of the 1 Hz square wave.</summary>
    private const long TestHalfPeriodNs = 500_000_000;

    /// <summary>SBAS502B, temperature sensor: 145.3 mV at 25 C and 490 uV per degree.</summary>
    private const double TemperatureMicrovoltsAt25 = 145_300;
    private const double TemperatureMicrovoltsPerDegree = 490;

    /// <summary>The reference charges its 10 uF to 0.2 % in 100 ms: six time constants.</summary>
    private const double ReferenceTimeConstantNs = 100e6 / 6.2;

    /// <summary>Beyond ten time constants the rest is below one code.</summary>
    private const double ReferenceSettledNs = 17 * ReferenceTimeConstantNs;

    private readonly SimulatedChipOptions _options;
    private readonly SimulatedRegisters _registers;
    private readonly IElectrodeSource _source;
    private readonly ChipNoise? _noise;
    private long _referenceOnNs = long.MinValue;
    private Config2Register _config2;
    private ChannelRegister _channel1;
    private ChannelRegister _channel2;
    private ChannelScale _scale1;
    private ChannelScale _scale2;
    private double _referenceVolts;
    private double _noise1Microvolts;
    private double _noise2Microvolts;

    public AnalogFront(SimulatedChipOptions options, SimulatedRegisters registers, IElectrodeSource source)
    {
        _options = options;
        _registers = registers;
        _source = source;
        _noise = options.NoiseSeed is { } seed ? new ChipNoise(seed) : null;
        Configure(0);
    }

    /// <summary>Called after every register write: what a sample needs is worked out once.</summary>
    public void Configure(long nowNs)
    {
        Config2Register config2 = _registers.Config2;
        if (config2.Reference != _config2.Reference)
        {
            _referenceOnNs = nowNs;
        }

        _config2 = config2;
        _channel1 = _registers.Channel1;
        _channel2 = _registers.Channel2;
        _referenceVolts = config2.Reference == ReferenceVoltage.Internal4V033 ? 4.033 : 2.42;
        (_scale1, _noise1Microvolts) = Scale(_channel1.Gain);
        (_scale2, _noise2Microvolts) = Scale(_channel2.Gain);
    }

    /// <summary>The frame of one conversion.</summary>
    /// <param name="sampleIndex">Conversions since the first start.</param>
    /// <param name="timestampNs">When it ended.</param>
    public Ads1292Frame Convert(long sampleIndex, long timestampNs)
    {
        _source.Read(sampleIndex, out float microvolts1, out float microvolts2, out Electrodes leadsOff);
        Electrodes watched = _registers.LeadOffSense.Watched;
        _registers.LeadsOff = _config2.LeadOffComparators ? leadsOff & watched : Electrodes.None;
        double electrode1 = WithLeads(microvolts1, leadsOff, watched);
        double electrode2 = WithLeads(
            microvolts2, (Electrodes)((int)leadsOff >> 2), (Electrodes)((int)watched >> 2));
        double gain = ReferenceError(timestampNs);
        return new Ads1292Frame(
            Code(_channel1, _scale1, Input(_channel1.Input, 1, electrode1, timestampNs),
                _noise1Microvolts, gain),
            Code(_channel2, _scale2, Input(_channel2.Input, 2, electrode2, timestampNs),
                _noise2Microvolts, gain),
            _registers.LeadsOff,
            _options.GpioLevels);
    }

    private (ChannelScale Scale, double NoiseMicrovolts) Scale(ChannelGain gain)
    {
        ChannelGain used = gain <= ChannelGain.Times12 ? gain : ChannelGain.Times6;
        DataRate rate = _registers.Config1.Rate <= DataRate.Sps8000
            ? _registers.Config1.Rate
            : DataRate.Sps8000;
        double noise = NoiseFigures.MicrovoltsRms(used, rate, _config2.Reference);
        return (new ChannelScale(_referenceVolts, used), noise);
    }

    private int Code(
        ChannelRegister channel, ChannelScale scale, double microvolts, double noise, double gain)
    {
        if (channel.PoweredDown)
        {
            return 0;
        }

        double noisy = _noise is null ? microvolts : microvolts + (noise * _noise.Next());
        return scale.Code((noisy + _options.OffsetMicrovolts) * gain);
    }

    /// <summary>
    /// A reference that is low makes every reading high; none at all drives them to the end of the scale.
    /// </summary>
    private double ReferenceError(long nowNs)
    {
        if (_config2.Reference == ReferenceVoltage.External)
        {
            return double.MaxValue;
        }

        double sinceOnNs = nowNs - (double)_referenceOnNs;
        return sinceOnNs > ReferenceSettledNs ? 1 : 1 / (1 - Math.Exp(-sinceOnNs / ReferenceTimeConstantNs));
    }

    private double Input(ChannelInput input, int channel, double electrodes, long nowNs) => input switch
    {
        ChannelInput.Electrodes => electrodes,
        ChannelInput.Supply => 1e6 * (channel == 1
            ? _options.AnalogSupplyVolts / 2
            : _options.DigitalSupplyVolts / 4),
        ChannelInput.Temperature => TemperatureMicrovoltsAt25
            + ((_options.TemperatureCelsius - 25) * TemperatureMicrovoltsPerDegree),
        ChannelInput.TestSignal => TestMicrovolts(nowNs),
        _ => 0,
    };

    private double TestMicrovolts(long nowNs)
    {
        double amplitude = _referenceVolts * 1e6 / TestDivisor;
        return _config2.Test switch
        {
            TestSignal.Constant => amplitude,
            TestSignal.Square => nowNs / TestHalfPeriodNs % 2 == 0 ? amplitude : -amplitude,
            _ => 0,
        };
    }

    /// <summary>
    /// A watched electrode without contact is pulled to its rail by the lead-off current; an unwatched one
    /// floats, and the signal is gone.
    /// </summary>
    private double WithLeads(double microvolts, Electrodes leadsOff, Electrodes watched)
    {
        Electrodes off = leadsOff & Electrodes.Channel1;
        if (off == Electrodes.None)
        {
            return microvolts;
        }

        double rail = _options.AnalogSupplyVolts * 1e6 / 2;
        return (off & watched) switch
        {
            Electrodes.In1P => rail,
            Electrodes.In1N => -rail,
            _ => 0,
        };
    }
}
