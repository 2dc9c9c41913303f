using System.Numerics.Tensors;
using EdgeEcg.Core;
using EdgeEcg.Scoring;

namespace EdgeEcg.Training.Challenge;

/// <summary>
/// One lead of one person with its truth, and what the device's code makes of it. One lead, so that visitor
/// and model see the same.
/// </summary>
internal sealed class StripSource
{
    private const double HeldMs = 2000;

    private StripSource(
        string name, SampleRate rate, float[] microvolts, IReadOnlyList<TruthBeat> truth)
    {
        (Name, Rate, Microvolts, Truth) = (name, rate, microvolts, truth);
    }

    /// <summary>Of the record or the synthetic person.</summary>
    public string Name { get; }

    public SampleRate Rate { get; }

    public float[] Microvolts { get; }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<TruthBeat> Truth { get; }

    /// <summary>In order of time.</summary>
    public List<JudgedBeat> Judged { get; } = [];

    /// <summary>The person's normal beat as the model knows it, in µV.</summary>
    public float[] Usual { get; private set; } = [];

    public static StripSource Judge(
        string name,
        SampleRate rate,
        float[] microvolts,
        IReadOnlyList<TruthBeat> truth,
        ModelPackage package)
    {
        StripSource source = new(name, rate, microvolts, truth);
        using BeatAnalysis analysis = new(rate, leads: 1, package, RhythmLimits.Default);
        int held = rate.Samples(HeldMs);
        for (int i = 0; i < microvolts.Length + held; i++)
        {
            analysis.Push([microvolts[Math.Min(i, microvolts.Length - 1)]]);
            while (analysis.TryTake(out Beat beat, out BeatVerdict verdict))
            {
                source.Judged.Add(Keep(analysis, beat, verdict));
            }
        }

        source.Usual = analysis.Scorer.Baseline.MedianBeat(0).ToArray();
        return source;
    }

    /// <summary>The nearest beat that the device found within 150 ms; none where there is none.</summary>
    public JudgedBeat? JudgedNear(long sampleIndex)
    {
        int within = Rate.Samples(150);
        JudgedBeat? nearest = null;
        foreach (JudgedBeat beat in Judged)
        {
            long distance = Math.Abs(beat.SampleIndex - sampleIndex);
            if (distance <= within
                && (nearest is null || distance < Math.Abs(nearest.SampleIndex - sampleIndex)))
            {
                nearest = beat;
            }
        }

        return nearest;
    }

    private static JudgedBeat Keep(BeatAnalysis analysis, in Beat beat, in BeatVerdict verdict)
    {
        float[] waveform = analysis.Waveforms.ToArray();
        float[] reconstruction = verdict.Score is null ? [] : new float[waveform.Length];
        if (verdict.Score is not null)
        {
            analysis.Scorer.CopyDeparture(reconstruction);
            TensorPrimitives.Add(waveform, reconstruction, reconstruction);
        }

        return new JudgedBeat(beat.SampleIndex, verdict, waveform, reconstruction);
    }
}
