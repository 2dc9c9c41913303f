using EdgeEcg.Core;
using EdgeEcg.Records;

namespace EdgeEcg.Monitor;

/// <summary>
/// Notes when a lead comes or goes, as a change of signal quality: WFDB's subtype has a bit for each
/// unreadable signal, from 16 on, beside one for each noisy signal. At most one note a second: a
/// loose electrode must not fill the annotations.
/// </summary>
internal sealed class LeadNotes(SampleRate rate)
{
    private const uint BothLeads = 3;
    private const int UnreadableShift = 4;

    private readonly int _shortestStay = rate.Samples(1000);
    private uint _connected = BothLeads;
    private long _notedAt;

    public bool TryNote(in SampleFrame frame, out Annotation note)
    {
        uint off = BothLeads & ~frame.Connected;
        note = new Annotation(
            frame.SampleIndex, AnnotationCode.SignalQuality, (sbyte)(off | (off << UnreadableShift)));
        if (frame.Connected == _connected || frame.SampleIndex - _notedAt < _shortestStay)
        {
            return false;
        }

        (_connected, _notedAt) = (frame.Connected, frame.SampleIndex);
        return true;
    }
}
