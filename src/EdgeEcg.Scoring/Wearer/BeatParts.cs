using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// The three parts of a beat that are compared one by one, because different things go wrong in them: the
/// QRS (ventricular beats), what lies before it (the P wave: supraventricular beats) and what lies after it
/// (the T wave). A vector of parts holds them in this order, each lead after lead, in shares of an
/// amplitude and divided by the root of its length, so that the length of a difference is an rms.
/// </summary>
internal sealed class BeatParts
{
    public const int Qrs = 0;
    public const int Before = 1;
    public const int After = 2;
    public const int Count = 3;

    // −100 … +120 ms holds a wide QRS: the window of ecg-benchmarks' best single feature. What is before and
    // after loses its mean, since the level there is the electrode's and not the heart's.
    private const double QrsBeforeMs = 100;
    private const double QrsAfterMs = 120;
    private const double PEndsBeforeMs = 90;

    /// <summary>The first 150 ms: what comes then may be the beginning of a wide QRS.</summary>
    private const double RoughMs = 150;

    private readonly int[] _from;
    private readonly int[] _length;
    private readonly int _samples;

    public BeatParts(BeatWindow window, int leads)
    {
        Leads = leads;
        RoughSamples = window.Rate.Samples(RoughMs);
        _samples = window.Samples;
        int qrsFrom = window.RIndex - window.Rate.Samples(QrsBeforeMs);
        int qrsTo = window.RIndex + window.Rate.Samples(QrsAfterMs);
        int pTo = window.RIndex - window.Rate.Samples(PEndsBeforeMs);
        _from = [qrsFrom, 0, qrsTo];
        _length = [qrsTo - qrsFrom, pTo, _samples - qrsTo];
        Values = leads * _length.Sum();
    }

    public int Leads { get; }

    private int RoughSamples { get; }

    /// <summary>Values of a vector of parts.</summary>
    public int Values { get; }

    /// <summary>Where a part of a lead is in a vector of parts.</summary>
    public Range RangeOf(int part, int lead)
    {
        int start = lead * _length[part];
        for (int earlier = 0; earlier < part; earlier++)
        {
            start += Leads * _length[earlier];
        }

        return start..(start + _length[part]);
    }

    /// <summary>Where a part of a lead is in a waveform of leads × samples.</summary>
    public Range InWaveform(int part, int lead)
    {
        int start = lead * _samples + _from[part];
        return start..(start + _length[part]);
    }

    public void Cut(ReadOnlySpan<float> microvolts, float amplitudeMicrovolts, Span<float> parts)
    {
        for (int part = 0; part < Count; part++)
        {
            for (int lead = 0; lead < Leads; lead++)
            {
                ReadOnlySpan<float> source = microvolts[InWaveform(part, lead)];
                float level = part == Qrs ? 0 : Mean(source);
                float scale = 1 / (amplitudeMicrovolts * MathF.Sqrt(source.Length));
                Span<float> target = parts[RangeOf(part, lead)];
                for (int i = 0; i < source.Length; i++)
                {
                    target[i] = (source[i] - level) * scale;
                }
            }
        }
    }

    /// <summary>
    /// How rough it is before the QRS, as muscle and motion make it and no heart does: the root of the summed
    /// squares of second differences, in shares of the amplitude.
    /// </summary>
    /// <param name="parts">As <see cref="Cut"/> makes them.</param>
    /// <param name="leadWeights">How much each lead's square counts.</param>
    public float Roughness(ReadOnlySpan<float> parts, ReadOnlySpan<float> leadWeights)
    {
        float sum = 0;
        for (int lead = 0; lead < Leads; lead++)
        {
            ReadOnlySpan<float> before = parts[RangeOf(Before, lead)][..RoughSamples];
            float squares = 0;
            for (int i = 2; i < before.Length; i++)
            {
                float second = before[i] - 2 * before[i - 1] + before[i - 2];
                squares += second * second;
            }

            sum += leadWeights[lead] * squares;
        }

        return MathF.Sqrt(sum * _length[Before]);
    }

    private static float Mean(ReadOnlySpan<float> values)
    {
        float sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
