using EdgeEcg.Monitor.Journal;
using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Journal;

/// <summary>
/// A journal's files as a bad disk may return them. Wherever the damage is, opening succeeds, every entry
/// whose bytes are still there comes out of it, and what does not is told. Files that were damaged are kept.
/// </summary>
public sealed class TornJournalTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20_260_614;
    private const int Places = 1000;

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Wherever_a_bit_flips_or_the_file_ends_nothing_that_is_intact_is_lost(bool flip)
    {
        Dictionary<string, byte[]> files = WriteJournal();
        List<(string File, int Start, int Length, long Sequence)> records = Records(files);
        long[] all = [.. records.Select(r => r.Sequence).Distinct().Order()];
        Random random = new(Seed + (flip ? 0 : 1));
        int salvages = 0;
        int losses = 0;
        output.WriteLine($"seed {Seed}; {all.Length} entries; {files.Sum(f => f.Value.Length)} bytes");

        for (int place = 0; place < Places / 2; place++)
        {
            (string file, int at) = Place(files, records, random);
            HashSet<long> intact = [.. records
                .Where(r => r.File != file || (flip ? at < r.Start || at >= r.Start + r.Length
                    : r.Start + r.Length <= at))
                .Select(r => r.Sequence)];

            (HashSet<long> read, bool told) = Open(files, file, at, flip ? 1 << random.Next(8) : null);

            string where = $"{(flip ? "bit flipped in" : "cut")} {file} at {at}";
            Assert.True(intact.IsSubsetOf(read), $"{where}: lost {string.Join(' ', intact.Except(read))}");
            Assert.True(told || read.SetEquals(all), $"{where}: lost without a word");
            salvages += told ? 1 : 0;
            losses += read.SetEquals(all) ? 0 : 1;
        }

        output.WriteLine(
            $"{Places / 2} places: {salvages} told of damage, {losses} with damaged entries, "
            + "none intact lost");
        Assert.InRange(salvages, 1, Places);
    }

    // Half the places anywhere, half in or near what is written.
    private static (string File, int At) Place(
        Dictionary<string, byte[]> files, List<(string File, int Start, int Length, long Sequence)> records,
        Random random)
    {
        if (random.Next(2) == 0)
        {
            string file = files.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(files.Count));
            return (file, random.Next(files[file].Length));
        }

        (string near, int start, int length, _) = records[random.Next(records.Count)];
        int at = start - 40 + random.Next(length + 80);
        return (near, Math.Clamp(at, 0, files[near].Length - 1));
    }

    /// <summary>Alarms, telemetry and strips, some in the file and some still in its log.</summary>
    private Dictionary<string, byte[]> WriteJournal()
    {
        string folder = _folder.File("whole");
        JournalLimits limits = new() { LeastFreeBytes = 0 };
        using (MessageJournal first = new(folder, JournalReaders.Mqtt, limits, _time))
        {
            Fill(first, 12);
        }

        using MessageJournal second = new(folder, JournalReaders.Mqtt, limits, _time);
        Fill(second, 4);
        _time.Advance(TimeSpan.FromSeconds(20));
        second.Work();
        Fill(second, 3);
        return Directory.GetFiles(folder).ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes);
    }

    private static void Fill(MessageJournal journal, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            journal.Post(JournalBench.Message(MqttKeep.Routine, $"t{i}", 300));
            journal.Post(JournalBench.Message(MqttKeep.Bulk, $"s{i}", 6000));
            journal.Post(JournalBench.Message(MqttKeep.Urgent, $"a{i}", 500));
            journal.Work();
        }
    }

    private static List<(string File, int Start, int Length, long Sequence)> Records(
        Dictionary<string, byte[]> files)
    {
        List<(string, int, int, long)> records = [];
        foreach ((string file, byte[] bytes) in files)
        {
            for (int at = 0; at < bytes.Length; at++)
            {
                int next = bytes.AsSpan(at).IndexOf(JournalRecord.Magic);
                if (next < 0)
                {
                    break;
                }

                at += next;
                if (JournalRecord.TryRead(bytes.AsSpan(at)) is { } entry)
                {
                    records.Add((file, at, JournalRecord.LengthOf(bytes.AsSpan(at)), entry.Sequence));
                }
            }
        }

        return records;
    }

    private (HashSet<long> Read, bool Told) Open(
        Dictionary<string, byte[]> files, string damaged, int at, int? flipMask)
    {
        string folder = _folder.File("torn");
        Directory.CreateDirectory(folder);
        foreach ((string file, byte[] bytes) in files)
        {
            byte[] written = file == damaged && flipMask is null ? bytes[..at] : [.. bytes];
            if (file == damaged && flipMask is { } mask)
            {
                written[at] ^= (byte)mask;
            }

            File.WriteAllBytes(Path.Combine(folder, file), written);
        }

        try
        {
            return ReadAll(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private (HashSet<long> Read, bool Told) ReadAll(string folder)
    {
        using MessageJournal journal =
            new(folder, JournalReaders.Mqtt, new JournalLimits { LeastFreeBytes = 0 }, _time);
        JournalReader reader = journal.OpenReader(JournalReaders.Mqtt);
        journal.Work();
        bool told = journal.Fault is not null;
        HashSet<long> read = [];
        while (reader.TryTakeAlarm(out JournalEntry entry) || reader.TryTakeLate(out entry))
        {
            read.Add(entry.Sequence);
            reader.Confirm(entry);
        }

        Assert.True(
            journal.FilesDamaged == Directory.GetFiles(folder, "*.damaged-*").Length,
            "a damaged file was not kept");
        return (read, told);
    }
}
