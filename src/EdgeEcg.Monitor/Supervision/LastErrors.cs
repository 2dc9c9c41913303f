using System.Text.Json;
using EdgeEcg.Monitor.State;

namespace EdgeEcg.Monitor.Supervision;

/// <summary>
/// The last errors, in <c>state/errors.json</c>, because the log of most devices is gone with their power. A
/// ring: the oldest goes first, the same one again only counts. Written at most every few seconds, and at
/// once when the program dies. For any thread.
/// </summary>
public sealed class LastErrors
{
    /// <summary>Enough to see a pattern; the file stays below 64 kB.</summary>
    public const int Capacity = 50;

    private const string FileName = "errors.json";
    private const int MostCharacters = 1000;

    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<KeptError> _errors = new(Capacity);
    private readonly StateFolder _state;
    private readonly string _bootId;
    private readonly TimeProvider _time;
    private KeptError? _last;
    private long _savedAt;
    private bool _changed;

    /// <param name="state">Where it is kept.</param>
    /// <param name="bootId">Of this run.</param>
    /// <param name="time">Dates the errors.</param>
    public LastErrors(StateFolder state, string bootId, TimeProvider time)
    {
        (_state, _bootId, _time) = (state, bootId, time);
        foreach (KeptError error in Read(state))
        {
            Append(error);
        }

        _last = null;
    }

    /// <summary>What a folder holds, oldest first; for the doctor's support bundle.</summary>
    public static IReadOnlyList<KeptError> Read(StateFolder state) =>
        state.Read(FileName, StateJson.Default.KeptErrorArray) ?? [];

    /// <summary>The newest of this run; null: there is none.</summary>
    public string? Newest => Volatile.Read(ref _last)?.Message;

    /// <summary>The newest that is kept, of whichever run; null: there is none.</summary>
    public string? NewestKept
    {
        get
        {
            lock (_gate)
            {
                return _errors.Count == 0 ? null : _errors[^1].Message;
            }
        }
    }

    public void Add(int eventId, string message)
    {
        string kept = message.Length <= MostCharacters ? message : message[..MostCharacters];
        lock (_gate)
        {
            _changed = true;
            if (_last is { } last && last.EventId == eventId && last.Message == kept)
            {
                _last = last with { Count = last.Count + 1, Time = _time.GetUtcNow() };
                _errors[^1] = _last;
                return;
            }

            Append(new KeptError
            {
                Time = _time.GetUtcNow(), BootId = _bootId, EventId = eventId, Message = kept, Count = 1,
            });
        }
    }

    /// <summary>Writes what is new, at most every few seconds; called often.</summary>
    public void SaveIfDue()
    {
        if (_changed && _time.GetElapsedTime(_savedAt) >= SaveEvery)
        {
            Save();
        }
    }

    /// <summary>Writes it now.</summary>
    public void Save()
    {
        lock (_gate)
        {
            (_changed, _savedAt) = (false, _time.GetTimestamp());
            _state.Write(
                FileName,
                JsonSerializer.SerializeToUtf8Bytes([.. _errors], StateJson.Default.KeptErrorArray));
        }
    }

    private void Append(KeptError error)
    {
        if (_errors.Count == Capacity)
        {
            _errors.RemoveAt(0);
        }

        _errors.Add(error);
        _last = error;
    }
}
