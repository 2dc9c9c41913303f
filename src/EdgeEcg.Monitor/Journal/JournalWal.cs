using System.Buffers.Binary;

namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// Looks at SQLite's write-ahead log before SQLite does. SQLite takes it up to the first frame whose checksum
/// is wrong and says nothing of what follows (sqlite.org/fileformat2.html, section 4.3): that is right for a
/// write that a power cut has torn, and a silent loss where a bit has flipped in the middle.
/// </summary>
internal static class JournalWal
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private const uint Magic = 0x377F0682;

    /// <summary>Whether there are commits behind the last one that SQLite will take.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool HasUnreachableCommits(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        byte[] log = File.ReadAllBytes(path);
        if (log.Length < HeaderBytes + FrameHeaderBytes)
        {
            return false;
        }

        bool swapped = (BinaryPrimitives.ReadUInt32BigEndian(log) & 1) == 0;
        int pageBytes = BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        (uint, uint) sum = Sum(log.AsSpan(0, 24), (0, 0), swapped);
        if ((BinaryPrimitives.ReadUInt32BigEndian(log) & ~1u) != Magic
            || sum != ReadPair(log.AsSpan(24)) || pageBytes is < 512 or > 65536)
        {
            return true;
        }

        return HasUnreachableCommits(log, pageBytes, sum, swapped);
    }

    // The checksum runs on from frame to frame and leaves out the salts, which tell this log from what an
    // earlier one has left behind. One of the two still fits a frame that was damaged; a torn one as well.
    private static bool HasUnreachableCommits(byte[] log, int pageBytes, (uint, uint) sum, bool swapped)
    {
        (uint, uint) salts = ReadPair(log.AsSpan(16));
        int at = HeaderBytes;
        for (; at + FrameHeaderBytes + pageBytes <= log.Length; at += FrameHeaderBytes + pageBytes)
        {
            ReadOnlySpan<byte> frame = log.AsSpan(at, FrameHeaderBytes + pageBytes);
            sum = Sum(frame[FrameHeaderBytes..], Sum(frame[..8], sum, swapped), swapped);
            bool hasSalts = ReadPair(frame[8..]) == salts;
            bool hasSum = ReadPair(frame[16..]) == sum;
            if (!hasSalts || !hasSum)
            {
                return hasSalts || hasSum;
            }
        }

        return at + FrameHeaderBytes <= log.Length && ReadPair(log.AsSpan(at + 8)) == salts;
    }

    private static (uint, uint) ReadPair(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

    /// <summary>The checksum of section 4.2: two sums that feed each other.</summary>
    private static (uint, uint) Sum(ReadOnlySpan<byte> bytes, (uint First, uint Second) sum, bool swapped)
    {
        (uint first, uint second) = sum;
        for (int i = 0; i + 8 <= bytes.Length; i += 8)
        {
            first += Word(bytes[i..], swapped) + second;
            second += Word(bytes[(i + 4)..], swapped) + first;
        }

        return (first, second);
    }

    private static uint Word(ReadOnlySpan<byte> bytes, bool littleEndian) => littleEndian
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
