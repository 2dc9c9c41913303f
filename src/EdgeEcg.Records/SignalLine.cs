using System.Globalization;

namespace EdgeEcg.Records;

/// <summary>
/// A signal's header line, both ways:
/// <code>
/// file format[xSAMPLES][:SKEW][+OFFSET] gain[(BASELINE)][/UNITS] resolution zero initial checksum block text
/// </code>
/// From the gain on all may be left out, from the right. A missing field takes the meaning that WFDB
/// header(5) gives it. Refused: more than one sample per frame, formats other than those of <see
/// cref="SignalFormat"/>, a negative gain, a file outside of the header's folder.
/// </summary>
internal static class SignalLine
{
    private const double MaxGain = 1e12;
    private const string FormatWords = "signal format 16, 24, 32, 80 or 212";
    private const string GainWords = "a gain as in 200(1024)/mV, not negative";

    /// <summary>The folder is where the header lies.</summary>
    public static WfdbSignal Parse(HeaderLine line, string folder)
    {
        string file = FileIn(folder, line);
        WfdbSignal signal = ParseFormat(line, file, line.Require(FormatWords));
        if ((file == WfdbSignal.NoFile) != (signal.Format is SignalFormat.None))
        {
            throw line.Bad(
                $"'{file}' in format {(int)signal.Format}", "'~' and format 0 together, or neither");
        }

        (double gain, int? baseline, string units) = ParseGain(line, line.Next());
        int resolution = line.Int(line.Next(), DefaultResolution(signal.Format), "the converter's bits");
        int zero = line.Int(line.Next(), 0, "the converter's zero, a whole number");
        int initial = line.Int(line.Next(), zero, "the initial value, a whole number");
        string? checksum = line.Next();
        return signal with
        {
            Gain = gain,
            Baseline = baseline ?? zero,
            Units = units,
            AdcResolutionBits = resolution,
            AdcZero = zero,
            InitialCode = initial,
            Checksum = checksum is null ? null : unchecked((short)line.Int(checksum, 0, "a 16-bit checksum")),
            BlockSize = line.Int(line.Next(), 0, "the block size, a whole number"),
            Description = line.Rest(),
        };
    }

    public static string Write(WfdbSignal signal)
    {
        string skew = signal.SkewSamples == 0 ? "" : Invariant($":{signal.SkewSamples}");
        string offset = signal.ByteOffset == 0 ? "" : Invariant($"+{signal.ByteOffset}");
        string line = Invariant($"{signal.FileName} {(int)signal.Format}{skew}{offset}")
            + Invariant($" {signal.Gain:R}({signal.Baseline})/{signal.Units}")
            + Invariant($" {signal.AdcResolutionBits} {signal.AdcZero} {signal.InitialCode}");
        return signal.Checksum is null
            ? line
            : line + Invariant($" {signal.Checksum} {signal.BlockSize} {signal.Description}").TrimEnd();
    }

    private static WfdbSignal ParseFormat(HeaderLine line, string fileName, string field)
    {
        const string SkewWords = "a skew of 0 or more samples";
        (string rest, string? offset) = HeaderLine.Split(field, '+');
        (rest, string? skew) = HeaderLine.Split(rest, ':');
        (rest, string? samplesPerFrame) = HeaderLine.Split(rest, 'x');
        int format = line.Int(rest, 0, FormatWords);
        if (!Enum.IsDefined((SignalFormat)format))
        {
            throw line.Bad($"format {format}", FormatWords);
        }

        if (line.Int(samplesPerFrame, 1, "samples per frame") is not 1)
        {
            throw line.Bad(
                $"'x{samplesPerFrame}'", "one sample per frame (signals of different rates are not read)");
        }

        return new WfdbSignal
        {
            FileName = fileName,
            Format = (SignalFormat)format,
            SkewSamples = (int)line.Whole(skew ?? "0", 0, int.MaxValue, SkewWords),
            ByteOffset = line.Whole(offset ?? "0", 0, long.MaxValue, "a byte offset of 0 or more"),
        };
    }

    private static (double Gain, int? Baseline, string Units) ParseGain(HeaderLine line, string? field)
    {
        if (field is null)
        {
            return (0, null, "mV");
        }

        (string rest, string? units) = HeaderLine.Split(field, '/');
        (rest, string? baseline) = line.SplitParentheses(rest, GainWords);
        double gain = line.Real(rest, 0, MaxGain, GainWords);
        return (
            gain,
            baseline is null ? null : line.Int(baseline, 0, "a baseline, a whole number"),
            string.IsNullOrEmpty(units) ? "mV" : units);
    }

    private static string FileIn(string folder, HeaderLine line)
    {
        string name = line.Require("a signal file's name");
        string root = Path.Join(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), "/");
        if (name == WfdbSignal.NoFile)
        {
            return name;
        }

        bool isFile = name is not "-" && !name.Contains('\0', StringComparison.Ordinal);
        return isFile && Path.GetFullPath(name, root).StartsWith(root, StringComparison.Ordinal)
            ? name
            : throw line.Bad(BadRecordException.Quote(name), "a file in the record's own folder");
    }

    private static int DefaultResolution(SignalFormat format) =>
        format is SignalFormat.OffsetBinary8 ? 8 : 12;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
