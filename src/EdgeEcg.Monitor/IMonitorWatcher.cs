using EdgeEcg.Core;
using EdgeEcg.Mqtt;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>
/// Sees what the monitor sees, as it comes. Called on the monitor's own threads, never on the one that
/// acquires: whoever implements this copies and returns.
/// </summary>
public interface IMonitorWatcher
{
    /// <param name="frames">Both channels, in order; valid during the call only.</param>
    public void TakeSamples(ReadOnlySpan<SampleFrame> frames);

    /// <param name="beat">Its sample index counts as those of the frames do.</param>
    /// <param name="verdict">What was made of it.</param>
    /// <param name="departure">
    /// Where the model's reconstruction departs from the beat, in µV, leads × samples; valid during the call,
    /// and empty where the shape was not judged abnormal.
    /// </param>
    public void TakeBeat(in Beat beat, in BeatVerdict verdict, ReadOnlySpan<float> departure);

    /// <summary>A message on its way to the broker; called before it is posted.</summary>
    public void TakeMessage(in MqttMessage message);
}
