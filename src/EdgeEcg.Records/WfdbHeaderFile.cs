using System.Globalization;
using System.Text;
using EdgeEcg.Core;

namespace EdgeEcg.Records;

/// <summary>
/// Header files, both ways (WFDB header(5)). The first line that is neither empty nor a comment is the record
/// line:
/// <code>name[/SEGMENTS] signals [rate[/COUNTER[(BASE)]] [samples [HH:MM:SS [DD/MM/YYYY]]]]</code>
/// Then one line per signal (<see cref="SignalLine"/>), or per segment (its name and its samples, or <c>~</c>
/// and the samples that are missing), then comments that belong to the record. Lines end with LF or CRLF.
/// </summary>
internal static class WfdbHeaderFile
{
    private const int MaxBytes = 1 << 20;
    private const int MaxSignals = 1024;
    private const int MaxSegments = 100_000;
    private const double AssumedRateHz = 250;

    // Between one sample a day and a radio; what lies outside is a broken number, not a recording.
    private const double MinRateHz = 1e-5;
    private const double MaxRateHz = 1e6;
    private const double MaxCounter = 1e15;

    /// <exception cref="BadRecordException">The file is missing or breaks a rule of the format.</exception>
    public static WfdbHeader Read(string path)
    {
        WfdbHeader header = Parse(path, Decode(RecordFile.ReadAll(path, MaxBytes, "a header")));
        return header.Segments.Count == 0 ? header : SegmentedHeader.Complete(path, header);
    }

    /// <summary>
    /// As <see cref="Read"/>, of a text that stands, or shall stand, at <paramref name="path"/>; the signals
    /// of a record in several segments stand elsewhere, and are not looked for.
    /// </summary>
    public static WfdbHeader Parse(string path, string text)
    {
        string[] lines = text.Split('\n');
        int at = NextLine(lines, 0);
        if (at == lines.Length)
        {
            throw BadRecordException.InFile(
                path, "no record line", "a header that starts with the record's name");
        }

        WfdbHeader header = ParseRecordLine(
            new HeaderLine(path, at + 1, Trimmed(lines[at])), path, out int signalCount,
            out int segmentCount);
        if (segmentCount > 0)
        {
            return header with { Segments = ParseSegments(path, lines, at, segmentCount) };
        }

        WfdbSignal[] signals = new WfdbSignal[signalCount];
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        for (int i = 0; i < signalCount; i++)
        {
            at = NextLine(lines, at + 1);
            if (at == lines.Length)
            {
                throw BadRecordException.AtLine(
                    path, at, "the end of the file", $"the line of signal {i} of {signalCount}");
            }

            HeaderLine line = new(path, at + 1, Trimmed(lines[at]));
            signals[i] = SignalLine.Parse(line, folder);
            CheckNeighbours(signals.AsSpan(0, i + 1), line);
        }

        IEnumerable<string> comments = lines[(at + 1)..].Where(l => l.StartsWith('#'));
        return header with { Signals = signals, Comments = [.. comments.Select(c => Trimmed(c[1..]))] };
    }

    /// <summary>Atomic: a reader finds the old header or the new one.</summary>
    public static void Write(string path, WfdbHeader header) =>
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(Compose(header)));

    /// <summary>The text of a header file.</summary>
    public static string Compose(WfdbHeader header)
    {
        string counter = header.CounterFrequencyHz is { } counterHz
            ? Invariant($"/{counterHz:R}({header.BaseCounter:R})")
            : "";
        string line = Invariant($"{header.Name} {header.Signals.Count} {header.SampleRate.Hz:R}{counter}");
        if (header.SampleCount is not null || header.BaseTime is not null)
        {
            line += Invariant($" {header.SampleCount ?? 0}");
        }

        if (header.BaseTime is { } time)
        {
            line += Invariant($@" {time:hh\:mm\:ss\.fff}");
            line += header.BaseDate is { } date ? Invariant($" {date:dd\\/MM\\/yyyy}") : "";
        }

        IEnumerable<string> signals = header.Signals.Select(SignalLine.Write);
        return string.Join('\n', [line, .. signals, .. header.Comments.Select(c => "# " + c), ""]);
    }

    private static WfdbSegment[] ParseSegments(string path, string[] lines, int at, int count)
    {
        const string SamplesWords = "the segment's number of samples";
        WfdbSegment[] segments = new WfdbSegment[count];
        for (int i = 0; i < count; i++)
        {
            at = NextLine(lines, at + 1);
            if (at == lines.Length)
            {
                throw BadRecordException.AtLine(
                    path, at, "the end of the file", $"the line of segment {i} of {count}");
            }

            HeaderLine line = new(path, at + 1, Trimmed(lines[at]));
            string name = line.Require("the segment's name");
            if (name != WfdbSignal.NoFile && !IsPlainName(name))
            {
                throw line.Bad(BadRecordException.Quote(name), "a record in the same folder, or '~'");
            }

            long samples = line.Whole(line.Require(SamplesWords), 0, (long)MaxCounter, SamplesWords);
            segments[i] = new WfdbSegment(name == WfdbSignal.NoFile ? null : name, samples);
        }

        return segments;
    }

    // Signals of one file are interleaved in it, so they stand together and share its format and preamble.
    private static void CheckNeighbours(ReadOnlySpan<WfdbSignal> signals, HeaderLine line)
    {
        WfdbSignal last = signals[^1];
        for (int i = 0; i < signals.Length - 1; i++)
        {
            bool sameFile = signals[i].FileName == last.FileName;
            if (sameFile && (signals[i].Format, signals[i].ByteOffset) != (last.Format, last.ByteOffset))
            {
                throw line.Bad(
                    "another format or byte offset", $"that of the other signals in '{last.FileName}'");
            }

            if (sameFile && signals[^2].FileName != last.FileName)
            {
                throw line.Bad($"'{last.FileName}' once more", "the signals of one file side by side");
            }
        }
    }

    private static WfdbHeader ParseRecordLine(
        HeaderLine line, string path, out int signalCount, out int segmentCount)
    {
        string name = ParseName(line, Path.GetFileNameWithoutExtension(path), out segmentCount);
        signalCount = (int)line.Whole(
            line.Require("the number of signals"), 0, MaxSignals, $"0 to {MaxSignals} signals");
        (string rate, string? counter) = HeaderLine.Split(line.Next() ?? "250", '/');
        (string frequency, string? baseCounter) = line.SplitParentheses(
            counter ?? "0", "a counter as in 360/1.5(20)");
        double counterHz = line.Real(frequency, -MaxCounter, MaxCounter, "a counter frequency in Hz");
        string? samples = line.Next();
        long count = line.Whole(samples ?? "0", 0, long.MaxValue, "the number of samples");
        string? time = line.Next();
        return new WfdbHeader
        {
            Name = name,
            SampleRate = new SampleRate(
                line.Real(rate, MinRateHz, MaxRateHz, "a sampling rate in Hz, above 0")),
            Signals = [],
            SampleCount = count == 0 ? null : count,
            CounterFrequencyHz = counterHz > 0 ? counterHz : null,
            BaseCounter = line.Real(baseCounter ?? "0", -MaxCounter, MaxCounter, "a base counter value"),
            BaseTime = time is null ? null : ParseTime(line, time),
            BaseDate = line.Next() is { } date ? ParseDate(line, date) : null,
        };
    }

    private static string ParseName(HeaderLine line, string fileName, out int segmentCount)
    {
        (string name, string? segments) = HeaderLine.Split(line.Require("the record's name"), '/');
        segmentCount = segments is null
            ? 0
            : (int)line.Whole(segments, 1, MaxSegments, $"1 to {MaxSegments} segments");
        if (!IsPlainName(name))
        {
            throw line.Bad(
                BadRecordException.Quote(name), "a record name of letters, digits, '_', '-' and '.'");
        }

        return name == fileName ? name : throw line.Bad(
            $"the name '{name}'", $"'{fileName}', as the file is called");
    }

    /// <summary>Whether a name is safe to make file names of.</summary>
    internal static bool IsPlainName(string name) =>
        name.Length is > 0 and <= 200 && name[0] is not ('.' or '-')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    // Hours may be left out from the left, as WFDB programs allow: 5:30 is five minutes and a half past
    // midnight.
    private static TimeSpan ParseTime(HeaderLine line, string field)
    {
        const string Words = "a time of day, HH:MM:SS";
        string[] parts = field.Split(':');
        if (parts.Length > 3)
        {
            throw line.Bad(BadRecordException.Quote(field), Words);
        }

        double seconds = line.Real(parts[^1], 0, parts.Length == 1 ? 86_399.9995 : 59.9995, Words);
        double minutes = parts.Length < 2 ? 0 : line.Whole(parts[^2], 0, 59, Words);
        double hours = parts.Length < 3 ? 0 : line.Whole(parts[0], 0, 23, Words);
        return TimeSpan.FromMilliseconds(Math.Round(((hours * 60) + minutes) * 60_000 + (seconds * 1000)));
    }

    private static DateOnly? ParseDate(HeaderLine line, string field)
    {
        // What some writers put where no date is known.
        if (field is "0/0/0" or "00/00/0000")
        {
            return null;
        }

        string[] formats = ["d/M/yyyy", "d/M/y"];
        return DateOnly.TryParseExact(
            field, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw line.Bad(BadRecordException.Quote(field), "a date, DD/MM/YYYY");
    }

    private static int NextLine(string[] lines, int from)
    {
        int at = from;
        while (at < lines.Length && (Trimmed(lines[at]) is var line) && (line.Length == 0 || line[0] == '#'))
        {
            at++;
        }

        return at;
    }

    private static string Trimmed(string line) => line.Trim(' ', '\t', '\r');

    // ASCII by the book; in the wild a micro sign in UTF-8 or in Latin-1.
    private static string Decode(byte[] content)
    {
        UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        try
        {
            return strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(content);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
