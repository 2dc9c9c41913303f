using System.Collections.Concurrent;

namespace EdgeEcg.Device.Page;

/// <summary>One open page: how far it has read, and the messages that wait for it.</summary>
internal sealed class PageViewer
{
    private const int MostWaiting = 256;

    private readonly ConcurrentQueue<byte[]> _waiting = new();

    /// <summary>Index of the next sample of the trace that it wants.</summary>
    public long Position { get; set; }

    /// <returns>False where it has no room; then it misses this message.</returns>
    public bool Offer(byte[] frame)
    {
        if (_waiting.Count >= MostWaiting)
        {
            return false;
        }

        _waiting.Enqueue(frame);
        return true;
    }

    public bool TryTake(out byte[] frame) => _waiting.TryDequeue(out frame!);
}
