namespace EdgeEcg.Ads1292;

/// <summary>
/// What a technician wants to know before leaving a device alone: does the chip convert at its rate, is it as
/// quiet as the datasheet says, does it measure its own test signal right, are supplies, temperature and
/// electrodes all right. Takes about ten seconds; afterwards the chip has its own settings again.
/// </summary>
public static class Ads1292SelfTest
{
    /// <summary>
    /// Enough for an RMS value within some percent at 125 SPS; the datasheet's own figure rests on 1000
    /// readings.
    /// </summary>
    private const double NoiseSeconds = 4;

    /// <summary>Three rises of the 1 Hz square wave at least.</summary>
    private const double SquareSeconds = 4.2;

    private const double ShortSeconds = 0.5;

    /// <summary>
    /// Typical figures at 25 C; boards with their own regulators stay within twice, a broken input does not.
    /// </summary>
    private const double NoisiestFactor = 2;

    /// <summary>Less than this is no converter but a constant.</summary>
    private const double QuietestFactor = 0.3;

    /// <summary>Offset is 100 uV at most, uncalibrated.</summary>
    private const double LargestOffsetMicrovolts = 100;

    /// <summary>
    /// Test signal 2 %, reference 0.5 %, gain 0.2 %, and a margin for the noise at the highest rates.
    /// </summary>
    private const double AmplitudeTolerance = 0.04;

    private const double TestDivisor = 2400;

    /// <summary>1 Hz is nominal: clock tolerance, and half a sample at either end.</summary>
    private const double PeriodTolerance = 0.05;

    private const double TemperatureMicrovoltsAt25 = 145_300;
    private const double TemperatureMicrovoltsPerDegree = 490;

    private delegate void Measurement(
        Ads1292 driver, Ads1292Settings device, List<SelfTestResult> results);

    /// <summary>All of it, in order.</summary>
    /// <param name="driver">A chip that is up and not streaming.</param>
    /// <exception cref="Ads1292Exception">
    /// The chip fell silent or lost its settings during the test; it must be brought up again.
    /// </exception>
    public static IReadOnlyList<SelfTestResult> Run(Ads1292 driver) =>
    [
        .. Noise(driver), .. TestWave(driver), .. Supplies(driver), .. Temperature(driver), .. Leads(driver),
    ];

    /// <summary>Shorted inputs: true rate, noise and offset of each channel; four seconds.</summary>
    public static IReadOnlyList<SelfTestResult> Noise(Ads1292 driver) => Step(driver, MeasureNoise);

    /// <summary>The chip's own 1 Hz square wave: amplitude and period; four seconds.</summary>
    public static IReadOnlyList<SelfTestResult> TestWave(Ads1292 driver) => Step(driver, MeasureSquare);

    public static IReadOnlyList<SelfTestResult> Supplies(Ads1292 driver) => Step(driver, MeasureSupplies);

    public static IReadOnlyList<SelfTestResult> Temperature(Ads1292 driver) =>
        Step(driver, MeasureTemperature);

    public static IReadOnlyList<SelfTestResult> Leads(Ads1292 driver) => Step(driver, MeasureLeads);

    /// <summary>One measurement after which the chip has its own settings again, come what may.</summary>
    private static List<SelfTestResult> Step(Ads1292 driver, Measurement measure)
    {
        ArgumentNullException.ThrowIfNull(driver);
        Ads1292Settings device = driver.Settings;
        List<SelfTestResult> results = [];
        try
        {
            measure(driver, device, results);
            driver.Configure(device);
        }
        catch (Ads1292Exception)
        {
            driver.Abandon(device);
            throw;
        }

        return results;
    }

    private static int ChannelsOf(Ads1292 driver) => driver.Variant == Ads1292Variant.Ads1291 ? 1 : 2;

    private static void MeasureNoise(
        Ads1292 driver, Ads1292Settings device, List<SelfTestResult> results)
    {
        Ads1292Settings settings = Inner(device, ChannelInput.Shorted);
        SelfTestCapture capture = SelfTestCapture.Take(driver, settings, NoiseSeconds);
        double nominal = settings.Rate.Hz;
        results.Add(Result("sample rate", capture.TrueRateHz, "Hz",
            nominal * (1 - ChipTiming.ClockTolerance), nominal * (1 + ChipTiming.ClockTolerance),
            "check CLKSEL and any external clock; DRDY may pick up noise from its neighbours"));
        for (int channel = 0; channel < ChannelsOf(driver); channel++)
        {
            ChannelGain gain = channel == 0 ? settings.Channel1.Gain : settings.Channel2.Gain;
            double typical = NoiseFigures.MicrovoltsRms(gain, settings.Rate, settings.Reference);
            results.Add(Result($"channel {channel + 1} noise, inputs shorted", capture.Rms(channel), "uV RMS",
                typical * QuietestFactor, typical * NoisiestFactor,
                "check the decoupling of AVDD, VREFP and VCAP1, and keep SPI lines away from the inputs"));
            results.Add(Result($"channel {channel + 1} offset", capture.Mean(channel), "uV",
                -LargestOffsetMicrovolts, LargestOffsetMicrovolts,
                "check the reference and its capacitor; let the board warm up"));
        }
    }

    private static void MeasureSquare(
        Ads1292 driver, Ads1292Settings device, List<SelfTestResult> results)
    {
        Ads1292Settings settings = Inner(device, ChannelInput.TestSignal) with { Test = TestSignal.Square };
        SelfTestCapture capture = SelfTestCapture.Take(driver, settings, SquareSeconds);
        double amplitude = settings.ReferenceVolts * 1e6 / TestDivisor;
        for (int channel = 0; channel < ChannelsOf(driver); channel++)
        {
            results.Add(Result($"channel {channel + 1} test signal", capture.SquareAmplitude(channel), "uV",
                amplitude * (1 - AmplitudeTolerance), amplitude * (1 + AmplitudeTolerance),
                "reference or gain is not what is configured: check VREFP, "
                + "and the 5 V supply that 4.033 V needs"));
        }

        results.Add(Result("test signal period", capture.SquarePeriodSeconds(0), "s",
            1 - PeriodTolerance, 1 + PeriodTolerance, "check CLKSEL and any external clock"));
    }

    private static void MeasureSupplies(
        Ads1292 driver, Ads1292Settings device, List<SelfTestResult> results)
    {
        ChannelSettings supply = new(ChannelGain.Times1, ChannelInput.Supply);
        Ads1292Settings settings = Inner(device, ChannelInput.Supply) with
        {
            Channel1 = supply,
            Channel2 = supply,
        };
        SelfTestCapture capture = SelfTestCapture.Take(driver, settings, ShortSeconds);
        results.Add(Result("analog supply", capture.Mean(0) * 2 / 1e6, "V", 2.7, 5.25,
            "check AVDD; the 4.033 V reference needs 5 V"));
        if (ChannelsOf(driver) > 1)
        {
            results.Add(Result("digital supply", capture.Mean(1) * 4 / 1e6, "V", 1.7, 3.6,
                "check DVDD; it must fit the processor's logic level"));
        }
    }

    private static void MeasureTemperature(
        Ads1292 driver, Ads1292Settings device, List<SelfTestResult> results)
    {
        Ads1292Settings settings = Inner(device, ChannelInput.Temperature);
        SelfTestCapture capture = SelfTestCapture.Take(driver, settings, ShortSeconds);
        double aboveAt25 = capture.Mean(0) - TemperatureMicrovoltsAt25;
        double celsius = 25 + (aboveAt25 / TemperatureMicrovoltsPerDegree);
        SelfTestResult result = Result("chip temperature", celsius, "C", -20, 60,
            "the enclosure is too hot or too cold to be trusted for long");
        results.Add(result.Verdict == SelfTestVerdict.Failed
            ? result with { Verdict = SelfTestVerdict.Warning }
            : result);
    }

    private static void MeasureLeads(Ads1292 driver, Ads1292Settings settings, List<SelfTestResult> results)
    {
        Electrodes watched = settings.LeadOff.Watched;
        SelfTestCapture capture = SelfTestCapture.Take(driver, settings, ShortSeconds);
        Electrodes off = capture.LeadsOff & watched;
        int count = int.PopCount((int)off);
        results.Add(new SelfTestResult("electrodes off", count, "electrodes", 0, 0,
            off == Electrodes.None ? SelfTestVerdict.Ok : SelfTestVerdict.Warning,
            off == Electrodes.None
                ? ""
                : $"{off}: attach the wearer, replace dry electrodes, check the cable"));
    }

    /// <summary>
    /// The settings of the device as far as they matter inside the chip: nothing drives or watches the body.
    /// </summary>
    private static Ads1292Settings Inner(Ads1292Settings settings, ChannelInput input) => settings with
    {
        Channel1 = new ChannelSettings(settings.Channel1.Gain, input),
        Channel2 = new ChannelSettings(settings.Channel2.Gain, input),
        LeadOff = LeadOffSettings.Off,
        Respiration = null,
        Test = TestSignal.Off,
    };

    private static SelfTestResult Result(
        string name, double measured, string unit, double lowest, double highest, string remedy)
    {
        bool passed = measured >= lowest && measured <= highest;
        return new SelfTestResult(name, measured, unit, lowest, highest,
            passed ? SelfTestVerdict.Ok : SelfTestVerdict.Failed, passed ? "" : remedy);
    }
}
