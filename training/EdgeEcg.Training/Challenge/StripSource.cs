using System.Numerics.Tensors;
using EdgeEcg.Core;
using EdgeEcg.Scoring;

namespace EdgeEcg.Training.Challenge;

/// <summary>
/// The leads of one person with their truth, and what the device's code makes of them: as many as the page
/// shows, so that visitor and model see the same.
/// </summary>
internal sealed class StripSource
{
    private const double HeldMs = 2000;

    private StripSource(
        string name, SampleRate rate, IReadOnlyList<StripLead> leads, IReadOnlyList<TruthBeat> truth)
    {
        (Name, Rate, Leads, Truth) = (name, rate, leads, truth);
        Samples = leads.Min(lead => lead.Microvolts.Length);
    }

    /// <summary>Of the record or the synthetic person.</summary>
    public string Name { get; }

    public SampleRate Rate { get; }

    public IReadOnlyList<StripLead> Leads { get; }

    /// <summary>Of each lead.</summary>
    public int Samples { get; }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<TruthBeat> Truth { get; }

    /// <summary>In order of time.</summary>
    public List<JudgedBeat> Judged { get; } = [];

    /// <summary>The person's normal beat as the model knows it, in µV: of each lead.</summary>
    public IReadOnlyList<float[]> Usual { get; private set; } = [];

    public static StripSource Judge(
        string name,
        SampleRate rate,
        IReadOnlyList<StripLead> leads,
        IReadOnlyList<TruthBeat> truth,
        ModelPackage package)
    {
        StripSource source = new(name, rate, leads, truth);
        using BeatAnalysis analysis = new(rate, leads.Count, package, RhythmLimits.Default);
        int held = rate.Samples(HeldMs);
        float[] microvolts = new float[leads.Count];
        for (int i = 0; i < source.Samples + held; i++)
        {
            for (int lead = 0; lead < leads.Count; lead++)
            {
                microvolts[lead] = leads[lead].Microvolts[Math.Min(i, source.Samples - 1)];
            }

            analysis.Push(microvolts);
            while (analysis.TryTake(out Beat beat, out BeatVerdict verdict))
            {
                source.Judged.Add(Keep(analysis, beat, verdict));
            }
        }

        WearerBaseline baseline = analysis.Scorer.Baseline;
        source.Usual = [.. Enumerable.Range(0, leads.Count).Select(l => baseline.MedianBeat(l).ToArray())];
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
