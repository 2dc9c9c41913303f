using EdgeEcg.Core;

namespace EdgeEcg.Scoring.Events;

/// <summary>
/// Pauses, while they last: when no beat has come for long although the signal can be read, waiting for the
/// beat that ends the pause would be waiting too long. It is over when the heart has gone on for a while.
/// </summary>
internal sealed class PauseWatch
{
    private const int BeatsAfterPause = 8;

    /// <summary>After a return electrode and filters settle, and beats may be missed.</summary>
    private const double SettlingMs = 2500;

    private readonly int _limit;
    private readonly int _settling;
    private long _lastBeat = -1;
    private long _heldSince;
    private int _beatsSince = BeatsAfterPause;
    private bool _isTold;

    /// <param name="rate">Of the samples.</param>
    /// <param name="pauseMs">An interval from here on is a pause.</param>
    /// <param name="lookAheadMs">A beat that is there may be told only this much later.</param>
    public PauseWatch(SampleRate rate, double pauseMs, double lookAheadMs)
    {
        _limit = rate.Samples(pauseMs + lookAheadMs);
        _settling = rate.Samples(SettlingMs);
    }

    public bool IsPresent => _isTold || _beatsSince < BeatsAfterPause;

    /// <summary>The beat from which on none has come.</summary>
    public long Start => _lastBeat;

    /// <summary>True when this beat tells of a pause that was not told while it lasted.</summary>
    public bool Note(long sampleIndex, bool endsPause)
    {
        bool wasTold = _isTold;
        _isTold = false;
        _lastBeat = sampleIndex;
        _beatsSince = endsPause || wasTold ? 0 : Math.Min(_beatsSince + 1, BeatsAfterPause);
        return endsPause && !wasTold;
    }

    /// <summary>True when, by now, it has been too long.</summary>
    /// <param name="now">The newest sample.</param>
    /// <param name="canBeSeen">A beat would be found: electrodes on, the signal readable.</param>
    public bool Wait(long now, bool canBeSeen)
    {
        if (!canBeSeen || _lastBeat < 0)
        {
            _heldSince = now + _settling;
            return false;
        }

        if (_isTold || now - Math.Max(_lastBeat, _heldSince) < _limit)
        {
            return false;
        }

        _isTold = true;
        return true;
    }
}
