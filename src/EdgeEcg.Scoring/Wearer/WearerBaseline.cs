using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// What this wearer's normal beats look like. People's beats differ more from each other than a normal beat
/// differs from an abnormal one, so a beat is judged by how it departs from the wearer's own. The first good
/// beats are collected; <see cref="NormalSelection"/> says which of them are normal, once early, so that
/// judging can begin, and once more when there are enough to know rarer shapes. The chosen ones are kept to
/// compare with (<see cref="NormalBeats"/>), and the median of each shape is what the autoencoder's input is
/// relative to. Later, clean normal beats are followed slowly (posture, electrode gel). No model takes part
/// in any of this, so trainer and device see the same.
/// </summary>
public sealed class WearerBaseline
{
    /// <summary>
    /// About a minute and a half of beats: enough that the commonest shape is the normal one.
    /// </summary>
    public const int BeatsToLearn = 96;

    /// <summary>About four minutes: what is normal is chosen once more from all of these.</summary>
    public const int BeatsToSettle = 300;

    /// <summary>Shapes of normal whose median is kept.</summary>
    public const int MostShapes = 4;

    /// <summary>A hundredth of the amplitude: see <see cref="BeatMeasures.Quiet"/>.</summary>
    private const float RoughnessFloor = 0.01f;

    /// <summary>A confirmation of fewer beats is none.</summary>
    private const int FewestConfirmed = 16;

    private readonly BeatParts _layout;
    private readonly LearnedBeats _learned;
    private readonly NormalSelection _selection;
    private readonly NormalBeats _normal;
    private readonly NormalShapes _shapes;
    private readonly LeadTrust _trust;
    private readonly RecurringShapes _recurring;
    private readonly NormalFollowing _following = new();
    private readonly RhythmHistory _rhythm = new();
    private readonly NoiseAround _noise;
    private readonly QrsForm _form;
    private readonly QrsAmplitude _amplitude;
    private readonly float[] _parts;
    private readonly float[] _spread = new float[BeatParts.Count];
    private readonly float[] _allLeads;

    public WearerBaseline(BeatWindow window, int leads)
    {
        _layout = new BeatParts(window, leads);
        _learned = new LearnedBeats(BeatsToSettle, leads * window.Samples);
        _selection = new NormalSelection(window, _layout);
        _normal = new NormalBeats(_layout, leads * window.Samples);
        _shapes = new NormalShapes(_layout, window.Samples);
        _trust = new LeadTrust(leads);
        _recurring = new RecurringShapes(_layout);
        _noise = new NoiseAround(window, _layout);
        _form = new QrsForm(window, _layout);
        _amplitude = new QrsAmplitude(_layout);
        _parts = new float[_layout.Values];
        _allLeads = [.. Enumerable.Repeat(1f, leads)];
    }

    public bool IsReady { get; private set; }

    /// <summary>What is normal was chosen from <see cref="BeatsToSettle"/> beats, or confirmed.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>A technician said which beats are normal.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>Beats learned so far, of <see cref="BeatsToLearn"/>.</summary>
    public int BeatsLearned => Math.Min(_learned.Count, BeatsToLearn);

    /// <summary>Shapes of normal beat that are told apart.</summary>
    public int Shapes => _shapes.Count;

    /// <summary>Normal beats that are compared with.</summary>
    public int NormalBeats => _normal.Beats;

    /// <summary>The wearer's main median beat in one lead, in µV.</summary>
    public ReadOnlySpan<float> MedianBeat(int lead) => _shapes.MedianBeat(0, lead);

    /// <summary>Peak to peak of the median QRS in the lead where it is tallest, in µV.</summary>
    public float AmplitudeMicrovolts { get; private set; }

    /// <summary>The usual interval before normal beats; 0 while it is not known.</summary>
    public float UsualRrMs => _rhythm.ReferenceRrMs;

    /// <summary>How much each lead counted for the beat last measured.</summary>
    internal ReadOnlySpan<float> LeadWeights => _trust.Weights;

    /// <summary>Every beat's interval goes in here first, also that of a beat that is not judged.</summary>
    public void TakeInterval(double? rrMs) => _rhythm.Next(rrMs);

    /// <summary>Takes one good beat, before or after anything else is done with it.</summary>
    /// <param name="microvolts">All leads one after the other: leads × samples.</param>
    /// <param name="rrMs">The interval before it, if known.</param>
    public void Learn(ReadOnlySpan<float> microvolts, double? rrMs)
    {
        if (IsSettled)
        {
            return;
        }

        _learned.Add(microvolts, (float)(rrMs ?? 0));
        if (_learned.Count == BeatsToLearn || _learned.IsFull)
        {
            Conclude(_learned, _selection.Choose(_learned));
            IsSettled = _learned.IsFull;
        }
    }

    /// <summary>The beat relative to the wearer's nearest shape: unitless, leads × samples.</summary>
    public void MakeRelative(ReadOnlySpan<float> microvolts, Span<float> relative) =>
        _shapes.MakeRelative(microvolts, AmplitudeMicrovolts, relative);

    /// <summary>Lets the baseline follow a beat that is known to be normal.</summary>
    public void Follow(ReadOnlySpan<float> microvolts)
    {
        _shapes.Follow(microvolts);
        _layout.Cut(microvolts, AmplitudeMicrovolts, _parts);
        _normal.AddRecent(_parts, microvolts);
    }

    /// <summary>Compares a beat with the wearer's normal ones.</summary>
    /// <param name="microvolts">Leads × samples.</param>
    /// <param name="relative">The same beat, <see cref="MakeRelative">relative</see> to them.</param>
    /// <param name="usableLeads">Bit i is set while lead i has its electrodes on.</param>
    internal BeatMeasures Measure(
        ReadOnlySpan<float> microvolts, ReadOnlySpan<float> relative, uint usableLeads)
    {
        _layout.Cut(microvolts, AmplitudeMicrovolts, _parts);
        _normal.Compare(_parts);
        _trust.Weigh(_normal, usableLeads);
        ReadOnlySpan<float> weights = _trust.Weights;
        float qrs = _normal.Distance(BeatParts.Qrs, weights);
        _noise.Take(relative);
        _form.Compare(microvolts, AmplitudeMicrovolts, relative, weights, _noise);
        return new BeatMeasures
        {
            Qrs = qrs,
            Recurs = _recurring.Nearness(_parts, weights, qrs),
            Before = _normal.Distance(BeatParts.Before, weights),
            After = _normal.Distance(BeatParts.After, weights),
            OwnQrs = _spread[BeatParts.Qrs],
            OwnBefore = _spread[BeatParts.Before],
            Form = _form.Difference,
            FormOverNoise = _form.OverNoise,
            FormOverUsualNoise = _form.OverUsualNoise,
            FormOverNoiseInBestLead = _form.OverNoiseInBestLead,
            SlowRise = _form.Slowness,
            Quiet = -MathF.Log(_layout.Roughness(_parts, weights) + RoughnessFloor),
            AgainstFew = _rhythm.AgainstFew,
            AgainstDozens = _rhythm.AgainstDozens,
            Irregularity = _rhythm.Irregularity,
            AgainstReference = _rhythm.AgainstReference,
        };
    }

    /// <summary>Follows the beat just measured, slowly, if it is a clean normal one.</summary>
    internal void FollowIfNormal(ReadOnlySpan<float> microvolts, in BeatMeasures measures, float quality)
    {
        if (NormalFollowing.HasNormalQrs(measures))
        {
            _rhythm.FollowReference();
        }
        else
        {
            _recurring.Add(_parts);
        }

        if (_following.Takes(measures, quality, _trust.Least))
        {
            Follow(microvolts);
        }
    }

    /// <summary>Starts over.</summary>
    public void Forget()
    {
        (IsReady, IsSettled, IsConfirmed) = (false, false, false);
        _learned.Clear();
        _normal.Clear();
        _recurring.Clear();
        _noise.Clear();
    }

    /// <summary>A technician says that the beats now taken for normal are.</summary>
    public void Confirm() => (IsConfirmed, IsSettled) = (IsReady, IsReady);

    /// <summary>Makes the baseline of beats that a technician said are normal.</summary>
    internal void Confirm(LearnedBeats normal)
    {
        if (normal.Count >= FewestConfirmed)
        {
            Conclude(normal, _selection.Shapes(normal));
            Confirm();
        }
    }

    /// <summary>All that is needed to go on with after a restart.</summary>
    /// <param name="modelId">Of the model it is used with.</param>
    /// <param name="source">What the microvolts depend on besides the wearer.</param>
    public BaselineImage ToImage(string modelId, string source)
    {
        (byte, short[])[] beats = new (byte, short[])[_normal.Beats];
        for (int i = 0; i < beats.Length; i++)
        {
            ReadOnlySpan<float> waveform = _normal.Waveform(i);
            short[] microvolts = new short[waveform.Length];
            for (int value = 0; value < microvolts.Length; value++)
            {
                microvolts[value] = (short)Math.Clamp(waveform[value], short.MinValue, short.MaxValue);
            }

            beats[i] = ((byte)_shapes.Nearest(waveform), microvolts);
        }

        return new BaselineImage(
            modelId, source, _layout.Leads, _learned.ValuesPerBeat / _layout.Leads, IsConfirmed, UsualRrMs,
            beats);
    }

    /// <summary>Goes on with what was stored.</summary>
    /// <returns>False where its beats are cut otherwise; nothing has changed then.</returns>
    public bool TryRestore(BaselineImage image)
    {
        bool fits = image.Leads == _layout.Leads
            && image.Leads * image.SamplesPerLead == _learned.ValuesPerBeat
            && image.Beats.All(b => b.Shape < MostShapes);
        if (!fits)
        {
            return false;
        }

        LearnedBeats beats = new(image.Beats.Count, _learned.ValuesPerBeat);
        float[] waveform = new float[_learned.ValuesPerBeat];
        foreach ((_, short[] microvolts) in image.Beats)
        {
            for (int i = 0; i < waveform.Length; i++)
            {
                waveform[i] = microvolts[i];
            }

            beats.Add(waveform, image.ReferenceRrMs);
        }

        Conclude(beats, Restored(beats, image));
        (IsSettled, IsConfirmed) = (true, image.IsConfirmed);
        return true;
    }

    private static List<BeatCluster> Restored(LearnedBeats beats, BaselineImage image)
    {
        List<BeatCluster> shapes = [];
        foreach (IGrouping<byte, int> shape in
            Enumerable.Range(0, image.Beats.Count).GroupBy(i => image.Beats[i].Shape).OrderBy(g => g.Key))
        {
            int[] members = [.. shape];
            float[] median = new float[beats.ValuesPerBeat];
            beats.Median(members, median);
            shapes.Add(new BeatCluster(members, median, RelativeRr: 1, WidthMs: 0));
        }

        return shapes;
    }

    private void Conclude(LearnedBeats from, List<BeatCluster> chosen)
    {
        _shapes.Take(from, chosen);
        int[] members = [.. chosen.SelectMany(c => c.Members).Order()];
        float[] median = new float[from.ValuesPerBeat];
        from.Median(members, median);
        AmplitudeMicrovolts = _amplitude.Microvolts(median);
        _normal.Clear();
        int kept = Math.Min(members.Length, Scoring.NormalBeats.MostLearned);
        for (int i = 0; i < kept; i++)
        {
            // Evenly over the learning time, if there are more than fit.
            ReadOnlySpan<float> beat = from[members[(int)((long)i * members.Length / kept)]];
            _layout.Cut(beat, AmplitudeMicrovolts, _parts);
            _normal.AddLearned(_parts, beat);
        }

        _normal.Spread(_allLeads, _spread);
        _rhythm.ReferenceRrMs = from.MedianRrMs(members);
        IsReady = true;
    }
}
