namespace EdgeEcg.Device.Pictures;

/// <summary>
/// The runs of abnormal beats as the monitor tells them, so that a report counts no others than the alarms
/// do: from the beat that begins one to the last before it is over.
/// </summary>
internal sealed class RunLog(double rateHz)
{
    private readonly List<AbnormalRun> _runs = [];
    private int? _first;
    private int _last;

    /// <summary>In order of time.</summary>
    public IReadOnlyList<AbnormalRun> Runs => _runs;

    /// <param name="beats">Up to the newest.</param>
    /// <param name="begin">Where the run began that is going on; null: none is.</param>
    public void Note(List<JudgedBeat> beats, long? begin)
    {
        if (begin is { } sampleIndex)
        {
            _first ??= beats.FindLastIndex(beat => beat.SampleIndex <= sampleIndex);
            _last = beats.Count - 1;
        }
        else
        {
            End(beats);
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void End(List<JudgedBeat> beats)
    {
        if (_first is not { } first)
        {
            return;
        }

        double seconds = (beats[_last].SampleIndex - beats[first].SampleIndex) / rateHz;
        _runs.Add(new AbnormalRun(
            beats[first].SampleIndex, _last - first + 1, 60 * (_last - first) / seconds));
        _first = null;
    }
}
