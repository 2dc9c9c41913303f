using EdgeEcg.Monitor.Messages;
using Microsoft.Data.Sqlite;

namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// Opens the journal's file whatever has become of it. A file that is damaged is renamed, never deleted, and
/// what is whole in it goes into a new one; a row that is damaged is moved aside and told as a gap. What
/// comes back twice because nobody can tell whether it was delivered is delivered twice.
/// </summary>
internal sealed class JournalOpening
{
    private const string LogSuffix = "-wal";
    private const int MostNames = 1000;

    private JournalOpening()
    {
    }

    public required JournalStore Store { get; init; }

    /// <summary>Damaged files, renamed in this opening.</summary>
    public required IReadOnlyList<string> SetAside { get; init; }

    /// <summary>Entries that were found in them.</summary>
    public required int Salvaged { get; init; }

    /// <summary>Rows that were damaged.</summary>
    public required IReadOnlyList<JournalGap> Damaged { get; init; }

    /// <summary>No sequence above it was ever used.</summary>
    public required long HighestSequence { get; init; }

    /// <summary>Alarms by topic: the newest retained one.</summary>
    public required IReadOnlyDictionary<string, long> NewestOfTopic { get; init; }

    /// <exception cref="SqliteException">The disk does not let it.</exception>
    /// <exception cref="IOException">The disk does not let it.</exception>
    public static JournalOpening Open(string folder, JournalReaders readers)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, JournalStore.FileName);
        List<string> setAside = [];
        SortedDictionary<long, JournalEntry> found = [];
        if (JournalWal.HasUnreachableCommits(path + LogSuffix))
        {
            JournalSalvage.Scan(path + LogSuffix, found);
            string copy = FreeName(path + LogSuffix);
            File.Copy(path + LogSuffix, copy);
            setAside.Add(copy);
        }

        JournalStore store;
        try
        {
            store = JournalStore.Open(folder);
        }
        catch (SqliteException fault) when (fault.IsDamage() || IsReadOnlyByItself(fault, path))
        {
            PutAside(path, found, setAside);
            store = JournalStore.Open(folder);
        }

        return Finish(store, found, setAside, readers);
    }

    /// <summary>Renames a file and its log, and finds what is whole in them.</summary>
    public static void PutAside(
        string path, SortedDictionary<long, JournalEntry> found, List<string> setAside)
    {
        foreach (string suffix in (ReadOnlySpan<string>)["", LogSuffix])
        {
            if (File.Exists(path + suffix))
            {
                JournalSalvage.Scan(path + suffix, found);
                string name = FreeName(path + suffix);
                File.Move(path + suffix, name);
                setAside.Add(name);
            }
        }
    }

    private static JournalOpening Finish(
        JournalStore store, SortedDictionary<long, JournalEntry> found, List<string> setAside,
        JournalReaders readers)
    {
        List<JournalGap> damaged = [];
        Dictionary<string, long> newest = new(StringComparer.Ordinal);
        int salvaged = 0;
        long highest = Math.Max(0, store.Get(JournalMark.NextSequence) - 1);
        try
        {
            store.Commit(s =>
            {
                s.ForEach(row =>
                {
                    Mend(s, row, readers, damaged, found);
                    Note(newest, row.Entry);
                    highest = Math.Max(highest, row.Entry?.Sequence ?? 0);
                });
                foreach (JournalEntry entry in found.Values)
                {
                    entry.Pending = readers;
                    s.Add(entry);
                    Note(newest, entry);
                    highest = Math.Max(highest, entry.Sequence);
                    salvaged++;
                }
            });
        }
        catch
        {
            store.Dispose();
            throw;
        }

        return new JournalOpening
        {
            Store = store,
            SetAside = setAside,
            Salvaged = salvaged,
            Damaged = damaged,
            NewestOfTopic = newest,
            HighestSequence = highest,
        };
    }

    private static void Note(Dictionary<string, long> newest, JournalEntry? entry)
    {
        if (entry is { Lane: JournalLane.Alarm, Message: { Retain: true, Topic: { } topic } })
        {
            newest[topic] = Math.Max(entry.Sequence, newest.GetValueOrDefault(topic));
        }
    }

    // The entry's own checksum vouches for it; the columns beside it are made anew where they disagree.
    private static void Mend(
        JournalStore store, in JournalRow row, JournalReaders readers, List<JournalGap> damaged,
        SortedDictionary<long, JournalEntry> found)
    {
        store.CountIn(row);
        if (row.Entry is not { } entry)
        {
            store.MoveToDamaged(row);
            damaged.Add(row.ToGap(GapReason.Damaged));
            return;
        }

        found.Remove(entry.Sequence);
        JournalReaders pending = row.Pending & readers;
        bool isRight = row.AgreesWithItsEntry && pending == row.Pending && pending != 0 && !row.IsAside;
        if (!isRight)
        {
            store.Delete(row);
            entry.Pending = pending == 0 ? readers : pending;
            store.Add(entry);
        }
    }

    // A flipped bit in the header makes a file read-only for SQLite, on a disk that can be written.
    private static bool IsReadOnlyByItself(SqliteException fault, string path)
    {
        if (!fault.IsReadOnly() || !File.Exists(path))
        {
            return false;
        }

        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
            return file.CanWrite;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string FreeName(string path)
    {
        for (int i = 1; i < MostNames; i++)
        {
            string name = string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{path}.damaged-{i}");
            if (!File.Exists(name))
            {
                return name;
            }
        }

        throw new IOException($"{path} was damaged {MostNames} times; move the files away");
    }
}
