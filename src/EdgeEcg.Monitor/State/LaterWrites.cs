namespace EdgeEcg.Monitor.State;

/// <summary>
/// Writes of small files on a thread of their own, because a card that collects its garbage may take many
/// seconds over one. Whoever asks waits a moment, so that on a disk that is well a thing is kept before it is
/// told; when the moment is over, or while an earlier write hangs, it goes on. Of several writes of one file
/// the newest counts.
/// </summary>
public sealed class LaterWrites : IDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Action> _wanted = new(StringComparer.Ordinal);
    private readonly object _gate = new();
    private readonly TimeSpan _patience;
    private readonly Thread _thread;
    private long _asked;
    private long _done;
    private bool _hangs;
    private bool _stopping;

    /// <param name="patience">How long one who asks waits at most.</param>
    public LaterWrites(TimeSpan patience)
    {
        _patience = patience;
        _thread = new Thread(Run) { Name = "keep", IsBackground = true };
        _thread.Start();
    }

    /// <summary>From any thread.</summary>
    /// <param name="file">Names what is written; a write of the same that has not begun is left out.</param>
    /// <param name="write">Handles what the disk may do to it.</param>
    /// <returns>Whether it is done already.</returns>
    public bool Write(string file, Action write)
    {
        lock (_gate)
        {
            _wanted[file] = write;
            long own = ++_asked;
            System.Threading.Monitor.PulseAll(_gate);
            if (!_hangs)
            {
                _hangs = !WaitUntil(own);
            }

            return _done >= own;
        }
    }

    /// <summary>Ends when everything is written, unless the disk hangs.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            System.Threading.Monitor.PulseAll(_gate);
        }

        _thread.Join(StopLimit);
    }

    private bool WaitUntil(long own)
    {
        long since = TimeProvider.System.GetTimestamp();
        TimeSpan left = _patience;
        while (_done < own && left > TimeSpan.Zero)
        {
            System.Threading.Monitor.Wait(_gate, left);
            left = _patience - TimeProvider.System.GetElapsedTime(since);
        }

        return _done >= own;
    }

    private void Run()
    {
        while (TryTake(out Action[] writes, out long upTo))
        {
            foreach (Action write in writes)
            {
                write();
            }

            lock (_gate)
            {
                (_done, _hangs) = (upTo, false);
                System.Threading.Monitor.PulseAll(_gate);
            }
        }
    }

    private bool TryTake(out Action[] writes, out long upTo)
    {
        lock (_gate)
        {
            while (_wanted.Count == 0 && !_stopping)
            {
                System.Threading.Monitor.Wait(_gate);
            }

            writes = [.. _wanted.Values];
            upTo = _asked;
            _wanted.Clear();
            return writes.Length > 0;
        }
    }
}
