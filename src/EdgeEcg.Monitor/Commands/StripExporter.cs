using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// Serves requests for strips on a thread of its own, one after the other and with a pause between them: a
/// disk that hangs holds up neither the signal nor other commands, and nobody can fill the journal with them.
/// </summary>
public sealed class StripExporter : IDisposable
{
    /// <summary>Requests that wait at most; the next is refused.</summary>
    private const int MostWaiting = 8;

    /// <summary>At most four strips a second leave the device.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The analysing thread answers within a batch of samples.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly BlockingCollection<(StripWanted Wanted, CommandCall Call)> _waiting = new(MostWaiting);
    private readonly CancellationTokenSource _stop = new();
    private readonly HeartMonitor _monitor;
    private readonly HeldStrips _held;
    private readonly RecordedStrips _recorded;
    private readonly Thread _thread;

    /// <param name="monitor">Holds the newest minutes, and tells the events.</param>
    /// <param name="held">Those minutes.</param>
    /// <param name="recorded">Everything else.</param>
    public StripExporter(HeartMonitor monitor, HeldStrips held, RecordedStrips recorded)
    {
        (_monitor, _held, _recorded) = (monitor, held, recorded);
        _thread = new Thread(Run) { Name = "strips", IsBackground = true };
    }

    public void Start() => _thread.Start();

    /// <returns>False where too many are waiting.</returns>
    public bool TryAdd(StripWanted wanted, CommandCall call) => _waiting.TryAdd((wanted, call));

    /// <summary>Ends without waiting for a disk that hangs.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _stop.Cancel();
        if (!_thread.IsAlive || _thread.Join(Patience))
        {
            _waiting.Dispose();
            _stop.Dispose();
        }
    }

    private void Run()
    {
        foreach ((StripWanted wanted, CommandCall call) in _waiting.GetConsumingEnumerable())
        {
            try
            {
                Serve(wanted, call);
            }
            catch (CommandRefusedException refused)
            {
                call.Refuse(refused.Error, refused.Message);
            }

            _stop.Token.WaitHandle.WaitOne(Pause);
        }
    }

    private void Serve(StripWanted wanted, CommandCall call)
    {
        StripFound found = Ask(() => _held.Find(wanted)) ?? _recorded.Find(wanted, _monitor.Messages.BootId);
        EventId id = Ask(() => _monitor.Monitor.Technical.Tell(
            EventCodes.StripExport, EventPriority.None, _monitor.Monitor.Last.SampleIndex, strip: true));
        _monitor.Messages.SendStrip(id, found.Stretch, wanted.SampledData);
        call.Answer(new JsonObject
        {
            ["event_id"] = id.ToString(),
            ["strip_ref"] = _monitor.Topics.Strip(id),
            ["boot_id"] = found.Stretch.BootId,
            ["start_sample_index"] = found.Stretch.Start,
            ["samples"] = found.Stretch.Samples,
            ["missing_samples"] = found.MissingSamples,
            ["damaged_samples"] = found.DamagedSamples,
        });
    }

    // Ring and ids belong to the analysing thread, which is not to wait for anything.
    private T Ask<T>(Func<T> question)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool taken = _monitor.TryAsk(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (CommandRefusedException refused)
            {
                answer.SetException(refused);
            }
        });
        return taken && Arrives(answer.Task)
            ? answer.Task.GetAwaiter().GetResult()
            : throw new CommandRefusedException(
                ReplyError.Busy, "The device is too busy to export_strip now; send it again later.");
    }

    private bool Arrives(Task answer)
    {
        try
        {
            return Task.WaitAny([answer], (int)Patience.TotalMilliseconds, _stop.Token) == 0;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
