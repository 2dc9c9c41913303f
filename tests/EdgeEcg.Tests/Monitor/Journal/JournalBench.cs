using System.Text;
using EdgeEcg.Monitor.Journal;
using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Journal;

/// <summary>
/// A journal in virtual time on a folder of the test's own, and one reader; both can be lost and come again.
/// </summary>
internal sealed class JournalBench : IDisposable
{
    public const string Root = "edgeecg/bench/";

    private readonly TemporaryFolder _folder = new();
    private readonly JournalLimits _limits;
    private readonly bool _onDisk;
    private MessageJournal _journal = null!;

    public JournalBench(JournalLimits? limits = null, bool onDisk = true)
    {
        _limits = limits ?? new JournalLimits { LeastFreeBytes = 0 };
        _onDisk = onDisk;
        Open();
    }

    public ManualTimeProvider Time { get; } = new();

    public MessageJournal Journal => _journal;

    public JournalReader Reader { get; private set; } = null!;

    public string Folder => Path.Combine(_folder.Path, "journal");

    /// <summary>Opens the journal of this folder; the one that was open is as if killed.</summary>
    public void Open()
    {
        _journal = new MessageJournal(_onDisk ? Folder : null, JournalReaders.Mqtt, _limits, Time);
        Reader = _journal.OpenReader(JournalReaders.Mqtt);
        _journal.Work();
    }

    /// <summary>A stop as it should be, and a start.</summary>
    public void Restart()
    {
        _journal.Dispose();
        Open();
    }

    public void Post(MqttKeep keep, params string[] names)
    {
        foreach (string name in names)
        {
            _journal.Post(Message(keep, name));
        }

        _journal.Work();
    }

    public static MqttMessage Message(MqttKeep keep, string name, int bytes = 0) => new(
        Root + (keep is MqttKeep.Bulk ? "strip/" : "") + name,
        Encoding.UTF8.GetBytes(name.PadRight(bytes)), Keep: keep);

    public void Pass(TimeSpan time)
    {
        Time.Advance(time);
        _journal.Work();
    }

    /// <summary>Takes and confirms everything there is, and gives the names in the order of coming.</summary>
    public List<string> Drain()
    {
        List<string> names = [];
        while (TryTake(out JournalEntry entry))
        {
            names.Add(NameOf(entry));
            Reader.Confirm(entry);
        }

        return names;
    }

    public bool TryTake(out JournalEntry entry) =>
        Reader.TryTakeAlarm(out entry) || Reader.TryTakePresent(out entry) || Reader.TryTakeLive(out entry)
            || Reader.TryTakeLate(out entry);

    public static string NameOf(JournalEntry entry) =>
        Encoding.UTF8.GetString(entry.Message.Payload.Span).Trim();

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }
}
