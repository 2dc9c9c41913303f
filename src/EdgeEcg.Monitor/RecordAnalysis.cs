using System.Globalization;
using System.Text;
using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>
/// Analyses a record offline, as fast as the machine goes, with the code of the device: writes
/// <c>name.edg</c> (annotations that any WFDB program reads) and <c>name.beats.csv</c>. Both appear complete
/// or not at all.
/// </summary>
public sealed class RecordAnalysis
{
    /// <summary>Extension of the annotation file.</summary>
    public const string Annotator = "edg";

    private const string CsvHeader = "sample_index,time_s,rr_ms,score,anomalous,quality,reasons\n";
    private const int MostLeads = 2;
    private const double HeldMs = 2000;

    private readonly ModelPackage _package;
    private readonly RhythmLimits _limits;
    private readonly string? _confirmingAnnotator;

    /// <param name="package">The model.</param>
    /// <param name="limits">When rhythm is abnormal.</param>
    /// <param name="confirmingAnnotator">
    /// Extension of annotations whose first minutes confirm the wearer's baseline; none: nobody confirms.
    /// </param>
    public RecordAnalysis(ModelPackage package, RhythmLimits limits, string? confirmingAnnotator = null)
    {
        _package = package;
        _limits = limits;
        _confirmingAnnotator = confirmingAnnotator;
    }

    /// <param name="record">An opened record.</param>
    /// <param name="folder">Where the two files go; exists.</param>
    /// <exception cref="BadRecordException">
    /// The record cannot be read to its end; nothing was written.
    /// </exception>
    public RecordSummary Run(WfdbRecord record, string folder)
    {
        SampleRate rate = record.Header.SampleRate;
        if (rate.Hz is < 125 or > 8000)
        {
            throw BadRecordException.InFile(record.HeaderPath, $"{rate}",
                "a sample rate from 125 to 8000 Hz");
        }

        using LeadPlayback playback = new(record, MostLeads, rate.Samples(HeldMs));
        using BeatAnalysis analysis = new(rate, playback.Leads, _package, _limits);
        analysis.Scorer.Confirmation = _confirmingAnnotator is null ? null
            : ConfirmingAnnotations.Of(record.ReadAnnotations(_confirmingAnnotator), rate);
        RecordFindings findings = new(playback.Leads, rate);
        StringBuilder csv = new(CsvHeader);
        Span<float> microvolts = stackalloc float[MostLeads];
        for (long index = 0; playback.Next(microvolts); index++)
        {
            analysis.Push(microvolts[..playback.Leads], playback.Connected);
            findings.NoteSample(index, playback.Connected != 0);
            while (analysis.TryTake(out Beat beat, out BeatVerdict verdict))
            {
                // What is found in the held values after the end is no beat.
                if (beat.SampleIndex < playback.SampleCount)
                {
                    findings.NoteBeat(beat, verdict);
                    Append(csv, rate, beat, verdict);
                }
            }
        }

        string path = Path.Combine(folder, record.Header.Name);
        AnnotationFile.Write($"{path}.{Annotator}", findings.Annotations(playback.SampleCount));
        AtomicFile.Write(path + ".beats.csv", Encoding.UTF8.GetBytes(csv.ToString()));
        return new RecordSummary(
            record.Header.Name, TimeSpan.FromSeconds(playback.SampleCount / rate.Hz),
            TimeSpan.FromSeconds(playback.SamplesMissing / rate.Hz), findings.Beats, findings.Anomalous);
    }

    private static void Append(StringBuilder csv, SampleRate rate, in Beat beat, in BeatVerdict verdict)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        csv.Append(invariant, $"{beat.SampleIndex},{beat.SampleIndex / rate.Hz:0.000},");
        csv.Append(invariant,
            $"{beat.Rhythm.RrMs:0.0},{verdict.Score:0.00000},{(verdict.Anomalous ? 1 : 0)},");
        csv.Append(invariant,
            $"{beat.Quality:0.00},{string.Join('+', BeatReasonNames.Of(verdict.Reasons))}\n");
    }
}
