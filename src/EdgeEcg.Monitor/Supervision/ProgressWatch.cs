namespace EdgeEcg.Monitor.Supervision;

/// <summary>
/// Whether the program gets on. Each stage has a number that rises while it works; a stage whose number has
/// stood still for longer than it may is stuck. This feeds the watchdog, so that a program which only looks
/// alive is restarted. Belongs to one thread.
/// </summary>
public sealed class ProgressWatch(TimeProvider time)
{
    private readonly List<Stage> _stages = [];

    /// <param name="name">For the log.</param>
    /// <param name="progress">Rises while the stage works.</param>
    /// <param name="patience">So long it may stand still.</param>
    public void Add(string name, Func<long> progress, TimeSpan patience) =>
        _stages.Add(new Stage(name, progress, patience) { Last = progress(), At = time.GetTimestamp() });

    /// <returns>The name of the first stage that is stuck; null: all get on.</returns>
    public string? FindStuck()
    {
        string? stuck = null;
        foreach (Stage stage in _stages)
        {
            long now = stage.Progress();
            if (now != stage.Last)
            {
                (stage.Last, stage.At) = (now, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(stage.At) > stage.Patience)
            {
                stuck ??= stage.Name;
            }
        }

        return stuck;
    }

    private sealed record Stage(string Name, Func<long> Progress, TimeSpan Patience)
    {
        public long Last { get; set; }

        public long At { get; set; }
    }
}
