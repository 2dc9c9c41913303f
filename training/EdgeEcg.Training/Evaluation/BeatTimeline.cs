using EdgeEcg.Records;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// An annotator's view of a record in the terms of EC57: beats in order of time, stretches of ventricular
/// flutter or fibrillation in which no beat counts (<c>[</c> to <c>]</c>), and shutdowns, stretches in which
/// the annotator declared every lead unreadable (<c>~</c> with both of the subtype's lead bits set, to the
/// next <c>~</c> without).
/// </summary>
internal sealed class BeatTimeline
{
    /// <summary>Later than any beat, with room to add and subtract.</summary>
    public const long Never = long.MaxValue / 4;

    // The two leads' "unreadable" bits in the subtype of a signal quality annotation.
    private const int AllLeadsUnreadable = 0x30;

    private readonly List<(long SampleIndex, BeatClass Class)> _beats = [];
    private readonly List<(long Start, long End)> _fibrillations = [];
    private readonly List<(long Start, long End)> _shutdowns = [];

    public BeatTimeline(IReadOnlyList<Annotation> annotations, int matchWindowSamples)
    {
        for (int i = 0; i < annotations.Count; i++)
        {
            Annotation annotation = annotations[i];
            if (annotation.Code == AnnotationCode.VentricularFlutterStart)
            {
                i = AddFibrillation(annotations, i);
            }
            else if (IsShutdown(annotation))
            {
                i = AddShutdown(annotations, i, matchWindowSamples);
            }
            else if (TakesPart(annotation.Code))
            {
                _beats.Add((annotation.SampleIndex, ClassOf(annotation.Code)));
            }
        }
    }

    public int Count => _beats.Count;

    public IEnumerable<(long Start, long End)> Shutdowns => _shutdowns;

    /// <summary><see cref="Never"/> past the last beat.</summary>
    public long TimeOf(int beat) => beat < _beats.Count ? _beats[beat].SampleIndex : Never;

    public BeatClass ClassOf(int beat) => _beats[beat].Class;

    public int FirstAtOrAfter(long sampleIndex)
    {
        int beat = 0;
        while (TimeOf(beat) < sampleIndex)
        {
            beat++;
        }

        return beat;
    }

    public bool IsFibrillation(long sampleIndex) => Contains(_fibrillations, sampleIndex);

    public bool IsShutdown(long sampleIndex) => Contains(_shutdowns, sampleIndex);

    // Flutter waves outside of [ ] are matched like beats and then count for nothing: whoever calls one a
    // beat has an extra beat.
    private static bool TakesPart(AnnotationCode code) => code.IsBeat || code == AnnotationCode.FlutterWave;

    private static BeatClass ClassOf(AnnotationCode code) => code.Mnemonic switch
    {
        "N" or "L" or "R" or "B" => BeatClass.Normal,
        "a" or "J" or "A" or "S" or "j" or "e" or "n" => BeatClass.Supraventricular,
        "V" or "E" or "r" => BeatClass.Ventricular,
        "F" => BeatClass.Fusion,
        "!" => BeatClass.None,
        _ => BeatClass.Unknown,
    };

    private static bool IsShutdown(Annotation annotation) =>
        annotation.Code == AnnotationCode.SignalQuality
        && (annotation.Subtype & AllLeadsUnreadable) == AllLeadsUnreadable;

    private static bool Contains(List<(long Start, long End)> stretches, long sampleIndex) =>
        stretches.Exists(s => s.Start <= sampleIndex && sampleIndex <= s.End);

    /// <returns>The last annotation that belongs to the stretch.</returns>
    private int AddFibrillation(IReadOnlyList<Annotation> annotations, int start)
    {
        int end = start;
        while (end < annotations.Count && annotations[end].Code != AnnotationCode.VentricularFlutterEnd)
        {
            end++;
        }

        _fibrillations.Add(
            (annotations[start].SampleIndex, end < annotations.Count ? annotations[end].SampleIndex : Never));
        return end;
    }

    /// <inheritdoc cref="AddFibrillation"/>
    private int AddShutdown(IReadOnlyList<Annotation> annotations, int start, int matchWindowSamples)
    {
        if (start + 1 == annotations.Count)
        {
            _shutdowns.Add((annotations[start].SampleIndex, Never));
            return start;
        }

        Annotation next = annotations[start + 1];
        if (next.Code == AnnotationCode.SignalQuality && !IsShutdown(next))
        {
            _shutdowns.Add((annotations[start].SampleIndex, next.SampleIndex));
            return start + 1;
        }

        // A single mark somewhere inside, as the AHA database has it: the shutdown fills the room between
        // neighbours.
        long end = next.SampleIndex - matchWindowSamples;
        _shutdowns.Add((Math.Min(LastEvent() + matchWindowSamples, end), end));
        return start;
    }

    private long LastEvent() => Math.Max(
        _beats.Count > 0 ? _beats[^1].SampleIndex : 0,
        _fibrillations.Count > 0 ? _fibrillations[^1].End : 0);
}
