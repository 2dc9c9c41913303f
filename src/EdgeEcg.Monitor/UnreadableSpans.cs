using EdgeEcg.Records;

namespace EdgeEcg.Monitor;

/// <summary>
/// Stretches of a record of which nothing is said: noise, and gaps. They may overlap, and become one then, so
/// that the end of one does not end the other.
/// </summary>
internal sealed class UnreadableSpans
{
    private readonly List<(long From, long To)> _spans = [];

    /// <param name="from">The first sample.</param>
    /// <param name="to">One past the last; the record's end where it does not get better.</param>
    public void Add(long from, long to) => _spans.Add((from, to));

    /// <summary>The marks of all of them, in order; one that lasts to the end is not ended.</summary>
    public IEnumerable<Annotation> Marks(long recordEnd)
    {
        long end = -1;
        foreach ((long from, long to) in _spans.Order())
        {
            if (from > end)
            {
                if (end >= 0)
                {
                    yield return SignalQualityMark.Readable(end);
                }

                yield return SignalQualityMark.Unreadable(from);
            }

            end = Math.Max(end, to);
        }

        if (end >= 0 && end < recordEnd)
        {
            yield return SignalQualityMark.Readable(end);
        }
    }
}
