using System.Globalization;
using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Training.Metrics;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// Does bad quality mean that the beats found are not to be trusted? Ten-second windows in which the F1 of
/// the found beats falls below 0.9 are truly bad; the mean quality of a window's beats has to tell them from
/// the others. A window without reference beats counts for nothing.
/// </summary>
public sealed class QualityReport
{
    private const double WindowMs = 10_000;

    /// <summary>Below this F1 a window's beats are not to be trusted.</summary>
    private const double TrustedF1 = 0.9;

    private readonly List<float> _badness = [];
    private readonly List<bool> _isBad = [];

    /// <param name="beats">As found, in order of time.</param>
    /// <param name="reference">The annotations that count as true.</param>
    /// <param name="rate">Of the samples that both count.</param>
    public void Add(IReadOnlyList<Beat> beats, IReadOnlyList<Annotation> reference, SampleRate rate)
    {
        int window = rate.Samples(WindowMs);
        int reach = rate.Samples(BeatComparisonRules.Ec57.MatchWindowMs);
        ILookup<long, long> truth = reference.Where(a => a.Code.IsBeat)
            .ToLookup(a => a.SampleIndex / window, a => a.SampleIndex);
        ILookup<long, Beat> found = beats.ToLookup(beat => beat.SampleIndex / window);
        foreach (IGrouping<long, long> real in truth)
        {
            Beat[] here = [.. found[real.Key]];
            int right = here.Count(beat => real.Any(r => Math.Abs(r - beat.SampleIndex) <= reach));
            double f1 = 2.0 * Math.Min(right, real.Count()) / (here.Length + real.Count());
            _badness.Add(here.Length == 0 ? 1 : 1 - here.Average(beat => beat.Quality));
            _isBad.Add(f1 < TrustedF1);
        }
    }

    /// <exception cref="ArgumentException">All windows are good, or all are bad.</exception>
    public void Write(TextWriter destination)
    {
        RocCurve curve = RocCurve.Of(_badness.ToArray(), _isBad.ToArray());
        float[] levels = [0.4f, 0.48f, 0.56f, 0.6f];
        destination.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"windows of 10 s   {_isBad.Count}, of which {_isBad.Count(bad => bad)} "
            + $"with F1 below {TrustedF1}"));
        destination.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"AUC of mean quality   {curve.Area:0.0000}"));
        foreach (float level in levels)
        {
            destination.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"below {level:0.00}   {Share(level, bad: true),6:0.0 %} of the bad windows, "
                + $"{Share(level, bad: false),5:0.0 %} of the good"));
        }
    }

    private double Share(float level, bool bad)
    {
        int below = 0;
        for (int i = 0; i < _isBad.Count; i++)
        {
            below += _isBad[i] == bad && 1 - _badness[i] < level ? 1 : 0;
        }

        return (double)below / _isBad.Count(isBad => isBad == bad);
    }
}
