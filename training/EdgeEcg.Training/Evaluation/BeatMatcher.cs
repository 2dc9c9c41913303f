using EdgeEcg.Core;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// Pairs the beats of a reference with those of a test, by the rules of ANSI/AAMI EC57 in the reading of
/// WFDB's <c>bxb</c>, against which it is checked. Walking both in order of time, the earlier of the two
/// current beats <list type="number"> <item>is paired with the other side's current beat, if that lies within
/// the match window and is either nearer to it than to the earlier side's next beat, or that next beat has a
/// still better partner of its own;</item> <item>is otherwise alone: a missed beat or an extra one, unless
/// the other side is in fibrillation (an extra beat is then not counted) or has shut down (counted
/// apart).</item>
/// </list>
/// </summary>
internal sealed class BeatMatcher
{
    private readonly BeatTimeline _reference;
    private readonly BeatTimeline _test;
    private readonly SampleRate _rate;
    private readonly int _windowSamples;
    private readonly BeatConfusion _confusion = new();
    private readonly List<double> _offsetsMs = [];
    private readonly List<BeatError> _errors = [];
    private int _nextReference;
    private int _nextTest;

    public BeatMatcher(BeatTimeline reference, BeatTimeline test, SampleRate rate, int windowSamples)
    {
        _reference = reference;
        _test = test;
        _rate = rate;
        _windowSamples = windowSamples;
    }

    public BeatConfusion Confusion => _confusion;

    /// <summary>Test minus reference of each pair of beats, in ms.</summary>
    public IReadOnlyList<double> OffsetsMs => _offsetsMs;

    /// <summary>Every missed and every extra beat, in the order in which they were met.</summary>
    public IReadOnlyList<BeatError> Errors => _errors;

    /// <summary>
    /// Counts from <paramref name="start"/> to <paramref name="end"/>, or to the reference's last beat.
    /// </summary>
    public void Run(long start, long? end)
    {
        _nextReference = _reference.FirstAtOrAfter(start);
        _nextTest = _test.FirstAtOrAfter(start);
        SettleStart(start);
        while (Goes(end))
        {
            Step();
        }
    }

    // The edge of the learning time may fall between a beat and its partner. A first reference beat takes its
    // partner from before the edge; a first test beat whose partner lies before the edge is not judged.
    private void SettleStart(long start)
    {
        if (start == 0)
        {
            return;
        }

        long first = _reference.TimeOf(_nextReference);
        long nextTest = _test.TimeOf(_nextTest);
        long before = _nextTest > 0 ? first - _test.TimeOf(_nextTest - 1) : BeatTimeline.Never;
        if (before <= _windowSamples && before < Math.Abs(first - nextTest))
        {
            CountPair(_nextReference++, _nextTest - 1);
        }
        else if (nextTest - start <= _windowSamples
            && Math.Abs(first - _test.TimeOf(_nextTest + 1)) < Math.Abs(first - nextTest))
        {
            _nextTest++;
        }
    }

    private bool Goes(long? end)
    {
        long reference = _reference.TimeOf(_nextReference);
        return end is { } last
            ? reference <= last || _test.TimeOf(_nextTest) <= last
            : reference != BeatTimeline.Never;
    }

    private void Step()
    {
        bool testIsEarlier = _test.TimeOf(_nextTest) < _reference.TimeOf(_nextReference);
        bool matches = testIsEarlier
            ? Matches(_test, _nextTest, _reference, _nextReference)
            : Matches(_reference, _nextReference, _test, _nextTest);
        if (matches)
        {
            CountPair(_nextReference++, _nextTest++);
        }
        else if (testIsEarlier)
        {
            CountExtra(_nextTest++);
        }
        else
        {
            CountMissed(_nextReference++);
        }
    }

    private bool Matches(BeatTimeline earlier, int beat, BeatTimeline later, int partner)
    {
        long here = later.TimeOf(partner);
        long distance = here - earlier.TimeOf(beat);
        long rivalsDistance = Math.Abs(here - earlier.TimeOf(beat + 1));
        long rivalsChoice = Math.Abs(later.TimeOf(partner + 1) - earlier.TimeOf(beat + 1));
        return distance <= _windowSamples && (distance < rivalsDistance || rivalsChoice < rivalsDistance);
    }

    private void CountPair(int reference, int test)
    {
        BeatClass referenceClass = _reference.ClassOf(reference);
        BeatClass testClass = _test.ClassOf(test);
        _confusion.Count(referenceClass, testClass);
        if (referenceClass != BeatClass.None && testClass != BeatClass.None)
        {
            _offsetsMs.Add(_rate.Milliseconds(_test.TimeOf(test) - _reference.TimeOf(reference)));
        }
        else if (testClass != BeatClass.None)
        {
            _errors.Add(new BeatError(_test.TimeOf(test), BeatErrorKind.Extra));
        }
    }

    private void CountExtra(int test)
    {
        long time = _test.TimeOf(test);
        if (!_reference.IsFibrillation(time))
        {
            _confusion.Count(Absence(_reference, time), _test.ClassOf(test));
            _errors.Add(new BeatError(time, BeatErrorKind.Extra));
        }
    }

    private void CountMissed(int reference)
    {
        long time = _reference.TimeOf(reference);
        BeatClass missed = _reference.ClassOf(reference);
        _confusion.Count(missed, Absence(_test, time));
        if (missed != BeatClass.None)
        {
            _errors.Add(new BeatError(time, BeatErrorKind.Missed));
        }
    }

    private static BeatClass Absence(BeatTimeline side, long time) =>
        side.IsShutdown(time) ? BeatClass.Unreadable : BeatClass.None;
}
