using EdgeEcg.Records;

namespace EdgeEcg.Tests.Records;

public sealed class WfdbHeaderTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Every_optional_field_is_read_whatever_the_line_end(string lineEnd)
    {
        using RecordFolder folder = new();
        string[] lines =
        [
            "# a comment before",
            "",
            "r 2 3.6e2/0.5(12.25) 20 13:5:0.250 25/04/1989",
            "# a comment between",
            "r.dat 212:4+16 1000.5(-7)/uV 11 1024 995 -22131 512 MLII  with blanks",
            "\tr.dat 212:4+16   200/mV 12 3",
            "# 69 M",
            "#second",
        ];

        WfdbHeader header = Read(folder, string.Join(lineEnd, lines));

        Assert.Equal(360, header.SampleRate.Hz);
        Assert.Equal(0.5, header.CounterFrequencyHz);
        Assert.Equal(12.25, header.BaseCounter);
        Assert.Equal(20, header.SampleCount);
        Assert.Equal(new TimeSpan(0, 13, 5, 0, 250), header.BaseTime);
        Assert.Equal(new DateOnly(1989, 4, 25), header.BaseDate);
        Assert.Equal(["69 M", "second"], header.Comments);
        WfdbSignal full = new()
        {
            FileName = "r.dat",
            Format = SignalFormat.Packed12,
            SkewSamples = 4,
            ByteOffset = 16,
            Gain = 1000.5,
            Baseline = -7,
            Units = "uV",
            AdcResolutionBits = 11,
            AdcZero = 1024,
            InitialCode = 995,
            Checksum = -22131,
            BlockSize = 512,
            Description = "MLII  with blanks",
        };
        Assert.Equal(full, header.Signals[0]);
        Assert.Equal(3, header.Signals[1].Baseline);
    }

    [Fact]
    public void Missing_fields_mean_what_the_format_says()
    {
        using RecordFolder folder = new();

        WfdbHeader header = Read(folder, "r 1\nr.dat 16\n");

        Assert.Equal(250, header.SampleRate.Hz);
        Assert.Null(header.SampleCount);
        Assert.Null(header.BaseTime);
        WfdbSignal signal = header.Signals[0];
        Assert.False(signal.IsCalibrated);
        Assert.Null(signal.Checksum);
        Assert.Equal(
            ("mV", 12, 0, ""), (signal.Units, signal.AdcResolutionBits, signal.Baseline, signal.Description));
        Assert.Equal(1000.0 / 200, signal.MicrovoltsPerCode);
    }

    [Theory]
    [InlineData("V", 1e6)]
    [InlineData("mV", 1e3)]
    [InlineData("mv", 1e3)]
    [InlineData("uV", 1)]
    [InlineData("µV", 1)]
    [InlineData("nV", 1e-3)]
    [InlineData("mmHg", 0)]
    public void Units_become_microvolts_or_no_voltage(string units, double microvolts)
    {
        using RecordFolder folder = new();

        WfdbSignal signal = Read(folder, $"r 1\nr.dat 16 4/{units}\n").Signals[0];

        Assert.Equal(microvolts / 4, signal.MicrovoltsPerCode);
        Assert.Equal(microvolts > 0, signal.IsVoltage);
    }

    [Theory]
    [InlineData("", "no record line")]
    [InlineData("# only a comment\n", "no record line")]
    [InlineData("r\n", "line 1: found the end of the line, expected the number of signals")]
    [InlineData("other 1\nr.dat 16\n", "line 1: found the name 'other', expected 'r'")]
    [InlineData("../r 1\nr.dat 16\n", "line 1: found 'r', expected 1 to")]
    [InlineData("r/0 1\n", "line 1: found '0', expected 1 to")]
    [InlineData("r/3 1\na 5\nb 5\n", "found the end of the file, expected the line of segment 2 of 3")]
    [InlineData("r/1 1\n../a 5\n", "line 2: found '../a', expected a record in the same folder")]
    [InlineData("r/1 1\na\n", "line 2: found the end of the line, expected the segment's number")]
    [InlineData("r/1 1\na -5\n", "line 2: found '-5'")]
    [InlineData("r/1 1\na 5\n", "found no segment beside it")]
    [InlineData("r/1 1\nr 5\n", "found itself among its segments")]
    [InlineData("r/2 1 360 9\nr 5\n~ 5\n", "found 9 samples in all, expected 10")]
    [InlineData("r 1\n~ 16\n", "line 2: found '~' in format 16")]
    [InlineData("r 1\nr.dat 0\n", "line 2: found 'r.dat' in format 0")]
    [InlineData("r 2\nr.dat 16\n", "found the end of the file, expected the line of signal 1 of 2")]
    [InlineData("r -1\n", "line 1: found '-1'")]
    [InlineData("r 99999999999999999999\n", "line 1: found '9999")]
    [InlineData("r 1 0\nr.dat 16\n", "line 1: found '0', expected a sampling rate")]
    [InlineData("r 1 -360\nr.dat 16\n", "line 1: found '-360'")]
    [InlineData("r 1 NaN\nr.dat 16\n", "line 1: found 'NaN'")]
    [InlineData("r 1 1e999\nr.dat 16\n", "line 1: found '1e999'")]
    [InlineData("r 1 360 -5\nr.dat 16\n", "line 1: found '-5', expected the number of samples")]
    [InlineData("r 1 360 5 25:00:00\nr.dat 16\n", "line 1: found '25'")]
    [InlineData("r 1 360 5 1:2:3 31/02/2020\nr.dat 16\n", "line 1: found '31/02/2020'")]
    [InlineData("r 1\nr.dat\n", "line 2: found the end of the line, expected signal format")]
    [InlineData("r 1\nr.dat 310\n", "line 2: found format 310, expected signal format 16, 24, 32, 80 or 212")]
    [InlineData("r 1\nr.dat 65552\n", "line 2: found format 65552")]
    [InlineData("r 1\nr.dat 16x4\n", "line 2: found 'x4', expected one sample per frame")]
    [InlineData("r 1\nr.dat 16:-1\n", "line 2: found '-1', expected a skew")]
    [InlineData("r 1\nr.dat 16+-1\n", "line 2: found '-1', expected a byte offset")]
    [InlineData("r 1\nr.dat 16 -200\n", "line 2: found '-200', expected a gain")]
    [InlineData("r 1\nr.dat 16 200(1\n", "line 2: found '200(1', expected a gain")]
    [InlineData("r 1\nr.dat 16 200 12 x\n", "line 2: found 'x', expected the converter's zero")]
    [InlineData("r 1\n../r.dat 16\n", "line 2: found '../r.dat', expected a file in the record's own folder")]
    [InlineData("r 1\n/etc/passwd 16\n", "line 2: found '/etc/passwd'")]
    [InlineData("r 1\n- 16\n", "line 2: found '-', expected a file")]
    [InlineData("r 2\nr.dat 16\nr.dat 212\n", "line 3: found another format or byte offset")]
    [InlineData("r 3\na 16\nb 16\na 16\n", "line 4: found 'a' once more")]
    public void A_broken_header_is_refused_with_its_line(string text, string sentence)
    {
        using RecordFolder folder = new();

        BadRecordException refusal = Assert.Throws<BadRecordException>(() => Read(folder, text));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith(folder.File("r.hea"), refusal.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_of_the_arrhythmia_database_are_read()
    {
        WfdbHeader header = WfdbRecord.Open(Testing.TestData.Require("mitdb/100.hea")).Header;

        Assert.Equal((360.0, 650_000L), (header.SampleRate.Hz, header.SampleCount));
        Assert.Equal(["MLII", "V5"], header.Signals.Select(s => s.Description));
        Assert.Equal([1024, 1024], header.Signals.Select(s => s.Baseline));
        Assert.Equal("69 M 1085 1629 x1", header.Comments[0]);
    }

    private static WfdbHeader Read(RecordFolder folder, string text) =>
        WfdbRecord.Open(folder.LayHeader(text)).Header;
}
