using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// What this wearer's normal beat looks like. People's beats differ more from each other than a normal beat
/// differs from an abnormal one, so a beat is judged by how it departs from the wearer's own: input to the
/// model is (beat - own median beat) / own QRS amplitude, where the amplitude is that of the lead with the
/// tallest QRS, so that a lead which shows little is not blown up to count as much. The median beat comes
/// from the first beats seen: of those, the beat that most others resemble and those others make the normal
/// cluster, so ectopy or noise in the first minutes does not become the norm. Later the median follows normal
/// beats slowly (posture, electrode gel).
/// </summary>
public sealed class WearerBaseline
{
    /// <summary>
    /// About a minute and a half of beats: enough that the commonest shape is the normal one.
    /// </summary>
    public const int BeatsToLearn = 96;

    /// <summary>
    /// Two beats are alike when their rms difference is below this share of the QRS amplitude.
    /// </summary>
    private const float AlikeShare = 0.25f;

    /// <summary>
    /// The QRS, where likeness and amplitude are measured, reaches this far around the R peak.
    /// </summary>
    private const double QrsReachMs = 100;

    /// <summary>A QRS smaller than this is noise; dividing by less would only enlarge it.</summary>
    private const float LeastAmplitudeMicrovolts = 50;

    /// <summary>How much of a new normal beat enters the median beat.</summary>
    private const float FollowingShare = 1 / 64f;

    private readonly int _leads;
    private readonly int _samples;
    private readonly int _qrsFrom;
    private readonly int _qrsTo;
    private readonly float[] _learned;
    private readonly float[] _median;
    private int _learnedBeats;

    public WearerBaseline(BeatWindow window, int leads)
    {
        _leads = leads;
        _samples = window.Samples;
        _qrsFrom = Math.Max(0, window.RIndex - window.Rate.Samples(QrsReachMs));
        _qrsTo = Math.Min(_samples, window.RIndex + window.Rate.Samples(QrsReachMs));
        _learned = new float[BeatsToLearn * leads * _samples];
        _median = new float[leads * _samples];
    }

    public bool IsReady { get; private set; }

    /// <summary>Beats learned so far, of <see cref="BeatsToLearn"/>.</summary>
    public int BeatsLearned => _learnedBeats;

    /// <summary>The wearer's median beat in one lead, in µV.</summary>
    public ReadOnlySpan<float> MedianBeat(int lead) => _median.AsSpan(lead * _samples, _samples);

    /// <summary>Peak to peak of the median QRS in the lead where it is tallest, in µV.</summary>
    public float AmplitudeMicrovolts { get; private set; }

    /// <summary>Takes one beat of the learning time.</summary>
    /// <param name="microvolts">All leads one after the other: leads × samples.</param>
    public void Learn(ReadOnlySpan<float> microvolts)
    {
        if (IsReady)
        {
            throw new InvalidOperationException("the baseline is already learned; use Follow");
        }

        microvolts.CopyTo(LearnedBeat(_learnedBeats));
        if (++_learnedBeats == BeatsToLearn)
        {
            Conclude();
        }
    }

    private Span<float> LearnedBeat(int index) =>
        _learned.AsSpan(index * _leads * _samples, _leads * _samples);

    /// <summary>The beat relative to the wearer: unitless, leads × samples.</summary>
    public void MakeRelative(ReadOnlySpan<float> microvolts, Span<float> relative)
    {
        float scale = 1 / AmplitudeMicrovolts;
        for (int i = 0; i < _median.Length; i++)
        {
            relative[i] = (microvolts[i] - _median[i]) * scale;
        }
    }

    /// <summary>Lets the median follow a beat that was judged normal.</summary>
    public void Follow(ReadOnlySpan<float> microvolts)
    {
        for (int i = 0; i < _median.Length; i++)
        {
            _median[i] += FollowingShare * (microvolts[i] - _median[i]);
        }
    }

    /// <summary>Starts over.</summary>
    public void Forget()
    {
        IsReady = false;
        _learnedBeats = 0;
    }

    private void Conclude()
    {
        int[] normal = LargestCluster();
        float[] values = new float[normal.Length];
        for (int i = 0; i < _median.Length; i++)
        {
            for (int member = 0; member < normal.Length; member++)
            {
                values[member] = LearnedBeat(normal[member])[i];
            }

            values.AsSpan().Sort();
            _median[i] = values[values.Length / 2];
        }

        AmplitudeMicrovolts = QrsAmplitude(_median);
        IsReady = true;
    }

    private int[] LargestCluster()
    {
        int[] largest = [];
        for (int centre = 0; centre < BeatsToLearn; centre++)
        {
            int[] alike = [.. Enumerable.Range(0, BeatsToLearn).Where(other => AreAlike(centre, other))];
            largest = alike.Length > largest.Length ? alike : largest;
        }

        return largest;
    }

    // Compared with the centre's own amplitude, so that a beat is always alike to itself.
    private bool AreAlike(int centre, int other)
    {
        ReadOnlySpan<float> a = LearnedBeat(centre);
        ReadOnlySpan<float> b = LearnedBeat(other);
        float sum = 0;
        for (int lead = 0; lead < _leads; lead++)
        {
            for (int i = lead * _samples + _qrsFrom; i < lead * _samples + _qrsTo; i++)
            {
                sum += (a[i] - b[i]) * (a[i] - b[i]);
            }
        }

        float allowed = AlikeShare * QrsAmplitude(a);
        return sum <= allowed * allowed * (_qrsTo - _qrsFrom);
    }

    private float QrsAmplitude(ReadOnlySpan<float> beat)
    {
        float tallest = LeastAmplitudeMicrovolts;
        for (int lead = 0; lead < _leads; lead++)
        {
            ReadOnlySpan<float> qrs = beat[(lead * _samples + _qrsFrom)..(lead * _samples + _qrsTo)];
            float highest = float.MinValue;
            float lowest = float.MaxValue;
            foreach (float value in qrs)
            {
                highest = Math.Max(highest, value);
                lowest = Math.Min(lowest, value);
            }

            tallest = Math.Max(tallest, highest - lowest);
        }

        return tallest;
    }
}
