using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// Which moments of the day are worth paper: the most serious first, never two of one kind before another
/// kind had its turn, and none twice.
/// </summary>
internal static class SampleStrips
{
    public const double Seconds = 7;

    /// <summary>Where the event is in its strip.</summary>
    public const double BeforeSeconds = 2;

    private static readonly string[] BySeriousness =
    [
        EventCodes.AbnormalRun, EventCodes.Pause, EventCodes.AbnormalBeat, EventCodes.PrematureBeat,
    ];

    /// <param name="record">Judged.</param>
    /// <param name="runs">The longest first.</param>
    /// <param name="most">Strips.</param>
    /// <returns>The most serious first.</returns>
    public static IReadOnlyList<HeartEvent> Choose(
        JudgedRecord record, IReadOnlyList<AbnormalRun> runs, int most)
    {
        Queue<HeartEvent>[] kinds =
        [
            .. record.Events.Where(happened => happened.Kind is EventKind.Physiological)
                .GroupBy(happened => happened.Code).OrderBy(group => Seriousness(group.Key))
                .Select(group => new Queue<HeartEvent>(group.OrderByDescending(e => Weight(e, runs)))),
        ];
        List<HeartEvent> chosen = [];
        while (chosen.Count < most && kinds.Any(kind => kind.Count > 0))
        {
            foreach (Queue<HeartEvent> kind in kinds.Where(kind => kind.Count > 0))
            {
                HeartEvent next = kind.Dequeue();
                long apart = (long)(Seconds * record.Rate.Hz);
                bool isNew = chosen.TrueForAll(
                    other => Math.Abs(other.SampleIndex - next.SampleIndex) > apart);
                if (isNew && chosen.Count < most)
                {
                    chosen.Add(next);
                }
            }
        }

        return chosen;
    }

    private static int Seriousness(string code)
    {
        int place = Array.IndexOf(BySeriousness, code);
        return place < 0 ? BySeriousness.Length : place;
    }

    // Within a kind: the longest run, the longest pause, the highest score.
    private static double Weight(HeartEvent happened, IReadOnlyList<AbnormalRun> runs) => happened.Code switch
    {
        EventCodes.AbnormalRun =>
            runs.FirstOrDefault(run => run.SampleIndex == happened.SampleIndex).Beats,
        EventCodes.Pause => happened.RrMs ?? 0,
        _ => happened.Score ?? 0,
    };
}
