namespace EdgeEcg.Ads1292;

/// <summary>
/// A stretch of both channels in microvolts, with the electrodes that were off at any moment of it.
/// </summary>
internal sealed class SelfTestCapture
{
    /// <summary>
    /// The filter's four conversions and the amplifier's own settling after a change of input.
    /// </summary>
    private const double SettlingMs = 50;

    private const int MostFailures = 20;

    private readonly float[][] _microvolts;
    private readonly double _rateHz;

    private SelfTestCapture(float[][] microvolts, double rateHz, Electrodes leadsOff)
    {
        _microvolts = microvolts;
        _rateHz = rateHz;
        LeadsOff = leadsOff;
    }

    public Electrodes LeadsOff { get; }

    public double TrueRateHz => _rateHz;

    /// <summary>Configures, streams and keeps what comes after the inputs have settled.</summary>
    /// <exception cref="Ads1292Exception">The chip stopped delivering.</exception>
    public static SelfTestCapture Take(Ads1292 driver, Ads1292Settings settings, double seconds)
    {
        driver.Configure(settings);
        int wanted = (int)(seconds * settings.Rate.Hz);
        float[][] microvolts = [new float[wanted], new float[wanted]];
        using Ads1292Stream stream = driver.StartStreaming();
        Electrodes leadsOff = Electrodes.None;
        int kept = -settings.Rate.SampleRate.Samples(SettlingMs);
        for (int failures = 0; kept < wanted;)
        {
            FrameOutcome outcome = stream.Read(out Ads1292Frame frame);
            if (outcome is not (FrameOutcome.Ok or FrameOutcome.Gap))
            {
                failures++;
                ThrowIfHopeless(failures, outcome, stream);
                continue;
            }

            if (kept >= 0)
            {
                microvolts[0][kept] = stream.Channel1Scale.Microvolts(frame.Channel1Code);
                microvolts[1][kept] = stream.Channel2Scale.Microvolts(frame.Channel2Code);
                leadsOff |= frame.LeadsOff;
            }

            kept++;
        }

        return new SelfTestCapture(microvolts, stream.TrueRateHz, leadsOff);
    }

    public double Mean(int channel)
    {
        double sum = 0;
        foreach (float value in _microvolts[channel])
        {
            sum += value;
        }

        return sum / _microvolts[channel].Length;
    }

    /// <summary>Deviation about the mean.</summary>
    public double Rms(int channel)
    {
        double mean = Mean(channel);
        double sum = 0;
        foreach (float value in _microvolts[channel])
        {
            sum += (value - mean) * (value - mean);
        }

        return Math.Sqrt(sum / _microvolts[channel].Length);
    }

    /// <summary>
    /// Of a square wave: half of the distance between the mean of the upper and of the lower values.
    /// </summary>
    public double SquareAmplitude(int channel)
    {
        double mean = Mean(channel);
        double upper = 0;
        double lower = 0;
        int uppers = 0;
        foreach (float value in _microvolts[channel])
        {
            if (value > mean)
            {
                upper += value;
                uppers++;
            }
            else
            {
                lower += value;
            }
        }

        int lowers = _microvolts[channel].Length - uppers;
        return uppers == 0 || lowers == 0 ? 0 : ((upper / uppers) - (lower / lowers)) / 2;
    }

    /// <summary>
    /// Of a square wave: between the first and the last rise; 0 where there are fewer than two.
    /// </summary>
    public double SquarePeriodSeconds(int channel)
    {
        float[] values = _microvolts[channel];
        double middle = Mean(channel);
        int first = -1;
        int last = -1;
        int rises = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i - 1] <= middle && values[i] > middle)
            {
                first = first < 0 ? i : first;
                last = i;
                rises++;
            }
        }

        return rises < 2 ? 0 : (last - first) / (rises - 1.0) / _rateHz;
    }

    private static void ThrowIfHopeless(int failures, FrameOutcome last, Ads1292Stream stream)
    {
        if (failures > MostFailures)
        {
            throw ChipDiagnosis.OfSilence(last, stream, TimeSpan.FromSeconds(1));
        }
    }
}
