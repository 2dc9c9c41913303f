using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// The reference's beats, asked in order of time: which class has the one nearest to a detected beat?
/// Classes are those of the inter-patient literature (P. de Chazal, M. O'Dwyer, R. B. Reilly, IEEE Trans
/// Biomed Eng 2004), in which escape beats of atrium and junction count as normal; <see
/// cref="BeatComparison"/> follows <c>bxb</c>, where they are S.
/// </summary>
public sealed class ReferenceBeats
{
    private readonly (long SampleIndex, BeatClass Class)[] _beats;
    private readonly int _window;
    private int _next;

    /// <param name="annotations">In order of time.</param>
    /// <param name="rate">Of the samples they count.</param>
    public ReferenceBeats(IReadOnlyList<Annotation> annotations, SampleRate rate)
    {
        _beats = [.. annotations.Where(a => a.Code.IsBeat).Select(a => (a.SampleIndex, ClassOf(a.Code)))];
        _window = rate.Samples(BeatComparisonRules.Ec57.MatchWindowMs);
    }

    /// <summary>
    /// The class of the nearest beat within 150 ms; <see cref="BeatClass.None"/> where there is none.
    /// </summary>
    /// <param name="sampleIndex">Not before the one of the call before.</param>
    public BeatClass ClassNear(long sampleIndex)
    {
        while (_next < _beats.Length && _beats[_next].SampleIndex < sampleIndex - _window)
        {
            _next++;
        }

        BeatClass nearest = BeatClass.None;
        long least = _window + 1;
        for (int i = _next; i < _beats.Length && _beats[i].SampleIndex <= sampleIndex + _window; i++)
        {
            long distance = Math.Abs(_beats[i].SampleIndex - sampleIndex);
            if (distance < least)
            {
                (least, nearest) = (distance, _beats[i].Class);
            }
        }

        return nearest;
    }

    /// <summary>What the annotations say of the first minutes, as a technician would.</summary>
    public static BaselineConfirmation Confirmation(
        IReadOnlyList<Annotation> annotations, SampleRate rate, TimeSpan until)
    {
        Annotation[] beats = [.. annotations.Where(a => a.Code.IsBeat)];
        return new BaselineConfirmation(
            beats.Where(a => ClassOf(a.Code) == BeatClass.Normal).Select(a => a.SampleIndex),
            beats.Where(a => ClassOf(a.Code) != BeatClass.Normal).Select(a => a.SampleIndex),
            (long)(until.TotalSeconds * rate.Hz), rate);
    }

    /// <summary>Of one annotation, by the same classes.</summary>
    public static BeatClass ClassOf(AnnotationCode code) => code.Mnemonic switch
    {
        "N" or "L" or "R" or "e" or "j" => BeatClass.Normal,
        "A" or "a" or "J" or "S" => BeatClass.Supraventricular,
        "V" or "E" => BeatClass.Ventricular,
        "F" => BeatClass.Fusion,
        _ => BeatClass.Unknown,
    };
}
