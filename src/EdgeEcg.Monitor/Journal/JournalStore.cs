using EdgeEcg.Monitor.Messages;
using Microsoft.Data.Sqlite;

namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// The journal's file: one SQLite database, written ahead (WAL) and flushed with every commit, held by one
/// process. The key of a row is its lane and then its sequence, so that each lane is one stretch of the
/// table: there is no index that could be damaged apart from it. Pages of 64 KiB keep every record but the
/// largest strips in one piece, so that it can be found again in a file whose tables are damaged
/// (<see cref="JournalSalvage"/>). Not for several threads at a time. Whatever SQLite cannot do is a
/// <see cref="SqliteException"/>.
/// </summary>
internal sealed class JournalStore : IDisposable
{
    public const string FileName = "journal.db";

    /// <summary>"ECGJ"; a file without it is none of ours.</summary>
    private const int ApplicationId = 0x4543474A;

    private const int LaneShift = 56;
    private const string Columns = "SELECT key, pending, aside, bytes, body FROM entry ";

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS entry (
            key INTEGER PRIMARY KEY, pending INTEGER NOT NULL, aside INTEGER NOT NULL, bytes INTEGER NOT NULL,
            body BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS damaged (id INTEGER PRIMARY KEY, body BLOB);
        CREATE TABLE IF NOT EXISTS gap (
            id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, reason INTEGER NOT NULL, messages INTEGER NOT NULL,
            bytes INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS mark (id INTEGER PRIMARY KEY, value INTEGER NOT NULL);
        """;

    private readonly SqliteConnection _connection;
    private readonly SqlitePreparedCommands _commands;
    private readonly long[] _bytes = new long[3];
    private readonly long[] _count = new long[3];

    private JournalStore(SqliteConnection connection)
    {
        _connection = connection;
        _commands = new SqlitePreparedCommands(connection);
    }

    /// <summary>Opens the file of this folder, and makes it where there is none.</summary>
    /// <exception cref="SqliteException">It cannot be opened, or is damaged.</exception>
    public static JournalStore Open(string folder)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, FileName),
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        JournalStore store = new(connection);
        try
        {
            connection.Open();
            store.SetUp();
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Entries of a lane, those set aside included.</summary>
    public long Count(JournalLane lane) => _count[(int)lane];

    /// <summary>What they count for.</summary>
    public long Bytes(JournalLane lane) => _bytes[(int)lane];

    /// <summary>A row that was there when the file was opened.</summary>
    public void CountIn(in JournalRow row) => Count(row.Lane, 1, row.Bytes);

    /// <summary>Everything the callback writes is there after a power cut, or nothing of it.</summary>
    public void Commit(Action<JournalStore> write)
    {
        (long[] bytes, long[] count) = ([.. _bytes], [.. _count]);
        _commands.Run("BEGIN IMMEDIATE");
        try
        {
            write(this);
            _commands.Run("COMMIT");
        }
        catch
        {
            // After some errors SQLite has rolled back by itself.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                _commands.Run("ROLLBACK");
            }

            bytes.CopyTo(_bytes, 0);
            count.CopyTo(_count, 0);

            throw;
        }
    }

    public void Add(JournalEntry entry)
    {
        _commands.Run(
            "INSERT OR REPLACE INTO entry VALUES ($0, $1, 0, $2, $3)", KeyOf(entry.Lane, entry.Sequence),
            (long)entry.Pending, (long)entry.Bytes, JournalRecord.Write(entry));
        Count(entry.Lane, 1, entry.Bytes);
    }

    /// <summary>These readers have it; it goes when nobody is left.</summary>
    public void Acknowledge(JournalLane lane, long sequence, JournalReaders readers, long bytes)
    {
        long key = KeyOf(lane, sequence);
        _commands.Run("UPDATE entry SET pending = pending & ~$1 WHERE key = $0", key, (long)readers);
        int deleted = _commands.Run("DELETE FROM entry WHERE key = $0 AND pending = 0 AND aside = 0", key);
        Count(lane, -deleted, -deleted * bytes);
    }

    /// <summary>Kept for people to look at, and not handed out any more.</summary>
    public void SetAside(JournalLane lane, long sequence) =>
        _commands.Run("UPDATE entry SET aside = 1 WHERE key = $0", KeyOf(lane, sequence));

    public void Delete(in JournalRow row)
    {
        int deleted = _commands.Run("DELETE FROM entry WHERE key = $0", row.Key);
        Count(row.Lane, -deleted, -deleted * row.Bytes);
    }

    /// <summary>A row whose bytes are not what was written is moved where nobody reads it.</summary>
    public void MoveToDamaged(in JournalRow row)
    {
        _commands.Run("INSERT INTO damaged (body) SELECT body FROM entry WHERE key = $0", row.Key);
        Delete(row);
    }

    /// <summary>The next entries of a lane that this reader has not acknowledged.</summary>
    public List<JournalRow> ReadAfter(JournalLane lane, JournalReaders reader, long sequence, int most) =>
        ReadRows(
            Columns + "WHERE key > $0 AND key < $1 AND pending & $2 <> 0 AND aside = 0 ORDER BY key LIMIT $3",
            KeyOf(lane, sequence), KeyOf(lane + 1, 0), (long)reader, (long)most);

    /// <summary>What goes first where room is needed; what was set aside goes with its lane.</summary>
    public List<JournalRow> Oldest(JournalLane lane, int most) => ReadRows(
        Columns + "WHERE key > $0 AND key < $1 ORDER BY key LIMIT $2", KeyOf(lane, 0), KeyOf(lane + 1, 0),
        (long)most);

    /// <summary>Every row; the callback may change the one it is given.</summary>
    public void ForEach(Action<JournalRow> take)
    {
        const int most = 32;
        List<JournalRow> rows;
        long after = long.MinValue;
        do
        {
            rows = ReadRows(Columns + "WHERE key > $0 ORDER BY key LIMIT $1", after, (long)most);
            after = rows.Count > 0 ? rows[^1].Key : after;
            rows.ForEach(take);
        }
        while (rows.Count > 0);
    }

    public void Save(IEnumerable<JournalGap> gaps)
    {
        _commands.Run("DELETE FROM gap");
        foreach (JournalGap gap in gaps)
        {
            _commands.Run(
                "INSERT INTO gap (kind, reason, messages, bytes, first, last) "
                + "VALUES ($0, $1, $2, $3, $4, $5)", (long)gap.Kind, (long)gap.Reason, gap.Messages,
                gap.Bytes, gap.From.UtcTicks, gap.To.UtcTicks);
        }
    }

    public List<JournalGap> LoadGaps() => _commands.Read(
        "SELECT kind, reason, messages, bytes, first, last FROM gap",
        row => new JournalGap(
            (GapKind)row.GetInt64(0), (GapReason)row.GetInt64(1), row.GetInt64(2), row.GetInt64(3),
            TimeOf(row.GetInt64(4)), TimeOf(row.GetInt64(5))));

    public void Set(JournalMark mark, long value) =>
        _commands.Run("INSERT OR REPLACE INTO mark VALUES ($0, $1)", (long)mark, value);

    public long Get(JournalMark mark) => _commands
        .Read("SELECT value FROM mark WHERE id = $0", row => row.GetInt64(0), (long)mark).FirstOrDefault();

    /// <summary>Gives pages that nothing uses back to the file system.</summary>
    public void Shrink()
    {
        _commands.Read("PRAGMA incremental_vacuum", _ => 0);
        _commands.Read("PRAGMA wal_checkpoint(TRUNCATE)", _ => 0);
    }

    public void Dispose()
    {
        _commands.Dispose();
        _connection.Dispose();
    }

    // A lane that damage made is none; its row is on its way out.
    private void Count(JournalLane lane, long entries, long bytes)
    {
        if ((int)lane < _count.Length)
        {
            _count[(int)lane] += entries;
            _bytes[(int)lane] += bytes;
        }
    }

    private static long KeyOf(JournalLane lane, long sequence) => ((long)lane << LaneShift) | sequence;

    // A number that damage made is no date; the message is about the rest of it.
    private static DateTimeOffset TimeOf(long ticks) => new(
        Math.Clamp(ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    private static SqliteException Damaged(string how) =>
        new($"The journal is damaged: {how}.", SqliteFaults.Corrupt);

    private void SetUp()
    {
        foreach (string setting in (ReadOnlySpan<string>)
            ["page_size = 65536", "auto_vacuum = INCREMENTAL", "locking_mode = EXCLUSIVE",
             "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "cache_size = -1024",
             "wal_autocheckpoint = 32", "cell_size_check = ON"])
        {
            _commands.Read("PRAGMA " + setting, _ => 0);
        }

        bool isNew = _commands.Read("SELECT COUNT(*) FROM sqlite_master", row => row.GetInt64(0))[0] == 0;
        if (isNew)
        {
            _commands.Read(
                string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"PRAGMA application_id = {ApplicationId}"), _ => 0);
        }
        else if (_commands.Read("PRAGMA application_id", row => row.GetInt64(0))[0] != ApplicationId)
        {
            throw Damaged("the mark of the application is wrong");
        }

        _commands.Run(Schema);
        string check = _commands.Read("PRAGMA quick_check(1)", row => row.GetString(0))[0];
        if (check != "ok")
        {
            throw Damaged(check);
        }
    }

    private List<JournalRow> ReadRows(string sql, params ReadOnlySpan<object> values) => _commands.Read(
        sql,
        row => new JournalRow(
            row.GetInt64(0), (JournalLane)(row.GetInt64(0) >> LaneShift),
            row.GetInt64(0) & ((1L << LaneShift) - 1), (JournalReaders)row.GetInt64(1), row.GetInt64(2) != 0,
            row.GetInt64(3), row.GetValue(4) is byte[] body ? JournalRecord.TryRead(body) : null),
        values);
}
