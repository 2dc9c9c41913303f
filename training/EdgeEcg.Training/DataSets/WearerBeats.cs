using System.Security.Cryptography;
using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Training.DataSets;

/// <summary>
/// Beats of an annotated record the way the device will see them: found, cut and made relative to the
/// wearer by the device's own code. Only two things differ from the device. Which beats are normal comes from
/// the annotations, and so does which beats the wearer's median follows.
/// </summary>
public static class WearerBeats
{
    private const int MostLeads = 2;
    private const double PaddingMs = 2000;

    /// <summary>Reads the normal beats of one record.</summary>
    /// <param name="record">A record with a reference annotation file (<c>.atr</c>).</param>
    /// <param name="source">What was read, for the model package.</param>
    /// <returns>
    /// One row of samples per normal beat and lead, after the wearer's baseline was learned.
    /// </returns>
    /// <exception cref="BadRecordException">The record or its annotations cannot be read.</exception>
    public static List<float[]> ReadNormals(WfdbRecord record, out TrainingSource source)
    {
        Collector collector = Collect(record, normalsOnly: true);
        source = new TrainingSource
        {
            Name = record.Header.Name,
            Sha256 = HashOf(record),
            Beats = collector.NormalBeats,
        };
        return collector.Rows;
    }

    /// <summary>
    /// Reads the beats of every class that the reference gives. Class 1 is normal, as in
    /// <see cref="LabelledBeats"/>; S, V, F and Q are 2 to 5.
    /// </summary>
    /// <exception cref="BadRecordException">The record or its annotations cannot be read.</exception>
    public static (List<float[]> Rows, List<int> Classes) ReadLabelled(WfdbRecord record)
    {
        Collector collector = Collect(record, normalsOnly: false);
        return (collector.Rows, collector.Classes);
    }

    private static Collector Collect(WfdbRecord record, bool normalsOnly)
    {
        SampleRate rate = record.Header.SampleRate;
        ReferenceBeats reference = new(record.ReadAnnotations("atr"), rate);
        using LeadPlayback playback = new(record, MostLeads, rate.Samples(PaddingMs));
        BeatFinder finder = new(rate, playback.Leads, BeatWindow.Standard);
        Collector collector = new(playback.Leads, reference, normalsOnly);
        Span<float> microvolts = stackalloc float[MostLeads];
        while (playback.Next(microvolts))
        {
            finder.Push(microvolts[..playback.Leads]);
            while (finder.TryTake(out Beat beat))
            {
                collector.Take(finder, beat);
            }
        }

        return collector;
    }

    // Of the signal file, which is what the beats were cut from.
    private static string HashOf(WfdbRecord record)
    {
        string folder = Path.GetDirectoryName(record.HeaderPath) ?? ".";
        using FileStream stream = File.OpenRead(Path.Combine(folder, record.Header.Signals[0].FileName));
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private sealed class Collector
    {
        private readonly int _leads;
        private readonly ReferenceBeats _reference;
        private readonly bool _normalsOnly;
        private readonly WearerBaseline _baseline;
        private readonly float[] _waveforms;
        private readonly float[] _relative;

        public Collector(int leads, ReferenceBeats reference, bool normalsOnly)
        {
            _leads = leads;
            _reference = reference;
            _normalsOnly = normalsOnly;
            _baseline = new WearerBaseline(BeatWindow.Standard, leads);
            _waveforms = new float[leads * BeatWindow.Standard.Samples];
            _relative = new float[_waveforms.Length];
        }

        public List<float[]> Rows { get; } = [];

        /// <summary>One per row.</summary>
        public List<int> Classes { get; } = [];

        public int NormalBeats { get; private set; }

        public void Take(BeatFinder finder, in Beat beat)
        {
            _baseline.TakeInterval(beat.Rhythm.RrMs);
            if (beat.Quality < BeatScorer.LeastQuality)
            {
                return;
            }

            int samples = BeatWindow.Standard.Samples;
            for (int lead = 0; lead < _leads; lead++)
            {
                finder.CopyWaveform(beat, lead, _waveforms.AsSpan(lead * samples, samples));
            }

            bool wasReady = _baseline.IsReady;
            _baseline.Learn(_waveforms, beat.Rhythm.RrMs);
            BeatClass found = _reference.ClassNear(beat.SampleIndex);
            if (!wasReady || found is BeatClass.None || (_normalsOnly && found is not BeatClass.Normal))
            {
                return;
            }

            _baseline.MakeRelative(_waveforms, _relative);
            if (found is BeatClass.Normal)
            {
                _baseline.Follow(_waveforms);
                NormalBeats++;
            }

            for (int lead = 0; lead < _leads; lead++)
            {
                Rows.Add(_relative.AsSpan(lead * samples, samples).ToArray());
                Classes.Add((int)found + LabelledBeats.NormalClass);
            }
        }
    }
}
