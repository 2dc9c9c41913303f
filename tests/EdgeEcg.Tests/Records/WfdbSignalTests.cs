using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Records;

public sealed class WfdbSignalTests(ITestOutputHelper output)
{
    private const int Missing = WfdbSignalReader.MissingCode;

    [Theory]
    [InlineData(SignalFormat.Bits16)]
    [InlineData(SignalFormat.Bits24)]
    [InlineData(SignalFormat.Bits32)]
    [InlineData(SignalFormat.OffsetBinary8)]
    [InlineData(SignalFormat.Packed12)]
    public void What_is_written_is_read_back_with_its_gaps(SignalFormat format)
    {
        const int Seed = 20260;
        output.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        using RecordFolder folder = new();

        // From a lone sample, over odd counts, to several blocks.
        foreach ((int signals, int length) in new[] { (1, 1), (1, 5), (3, 7), (2, 8192), (3, 12_001) })
        {
            int[][] codes = [.. Enumerable.Range(0, signals).Select(
                _ => RandomCodes(random, format, length))];
            string record = folder.Write($"r{signals}_{length}", format, codes);

            Assert.Equal(codes, RecordFolder.ReadAll(record));
        }
    }

    [Fact]
    public void A_code_becomes_microvolts_by_gain_baseline_and_unit()
    {
        // Codes 1224 and 1024: (1224 - 1024) / 200 = 1 mV, then 0. Sum 2248.
        using RecordFolder folder = new();
        string record = folder.Lay(
            "r", "r 1 360 2\nr.dat 16 200(1024)/mV 11 0 1224 2248 0\n", 0xC8, 0x04, 0x00, 0x04);
        using WfdbSignalReader reader = WfdbRecord.Open(record).OpenSignals();
        float[][] microvolts = [new float[10]];

        Assert.Equal(2, reader.Read(microvolts));
        Assert.Equal([1000f, 0f], microvolts[0][..2]);
        Assert.Equal(0, reader.Read(microvolts));
    }

    [Fact]
    public void Missing_samples_hold_the_last_value_and_are_counted()
    {
        using RecordFolder folder = new();
        string record = folder.Write("r", SignalFormat.Packed12, [[Missing, 200, Missing, Missing, 400]]);
        using WfdbSignalReader reader = WfdbRecord.Open(record).OpenSignals();
        float[][] microvolts = [new float[5]];

        reader.Read(microvolts);

        Assert.Equal([0f, 1000f, 1000f, 1000f, 2000f], microvolts[0]);
        Assert.Equal(3, reader.MissingSamples(0));
    }

    [Fact]
    public void A_skew_is_taken_out_and_leaves_a_gap_at_the_end()
    {
        // Interleaved 16-bit frames (1, 10) (2, 20) (3, 30): signal 1 starts one sample into the file.
        using RecordFolder folder = new();
        const string Header = "r 2 360 3\nr.dat 16 1 12 0 1 6 0\nr.dat 16:1 1 12 0 10 60 0\n";
        string record = folder.Lay("r", Header, 1, 0, 10, 0, 2, 0, 20, 0, 3, 0, 30, 0);

        int[][] codes = RecordFolder.ReadAll(record);

        Assert.Equal([1, 2, 3], codes[0]);
        Assert.Equal([20, 30, Missing], codes[1]);
    }

    [Fact]
    public void A_preamble_is_left_out()
    {
        using RecordFolder folder = new();
        string record = folder.Lay("r", "r 1 360 1\nr.dat 16+3 1 12 0 7 7 0\n", 9, 9, 9, 7, 0);

        Assert.Equal([7], RecordFolder.ReadAll(record)[0]);
    }

    [Fact]
    public void Without_a_sample_count_the_file_decides()
    {
        using RecordFolder folder = new();
        string record = folder.Lay("r", "r 2\nr.dat 16\nr.dat 16\n", 1, 0, 2, 0, 3, 0, 4, 0, 5);

        int[][] codes = RecordFolder.ReadAll(record);

        Assert.Equal([[1, 3], [2, 4]], codes);
    }

    [Fact]
    public void Signals_come_from_several_files_in_the_order_asked_for()
    {
        using RecordFolder folder = new();
        folder.Lay("r", "r 3 360 2\nr.dat 16\nr.dat 16\nb.dat 80 1/mmHg\n", 1, 0, 2, 0, 3, 0, 4, 0);
        File.WriteAllBytes(folder.File("b.dat"), [128, 129]);
        using WfdbSignalReader reader = WfdbRecord.Open(folder.File("r")).OpenSignals([2, 1]);
        int[][] codes = [new int[2], new int[2]];

        reader.ReadCodes(codes);

        Assert.Equal([[0, 1], [2, 4]], codes);
        BadRecordException refusal = Assert.Throws<BadRecordException>(
            () => reader.Read([new float[1], new float[1]]));
        Assert.Contains("'mmHg'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_promises_more_than_the_file_holds_is_refused_at_once()
    {
        using RecordFolder folder = new();
        string record = folder.Lay("r", "r 2 360 3\nr.dat 212\nr.dat 212\n", new byte[8]);

        BadRecordException refusal = Assert.Throws<BadRecordException>(
            () => WfdbRecord.Open(record).OpenSignals());

        Assert.Equal(
            $"{record}.dat byte 8: found the end of the file after 2 samples per signal, "
                + "expected 3, as the header says",
            refusal.Message);
    }

    [Fact]
    public void A_long_record_takes_no_more_memory_than_a_short_one()
    {
        using RecordFolder folder = new();
        int[] lead = [.. Enumerable.Range(0, 1_000_000).Select(i => i % 2000)];
        string record = folder.Write("r", SignalFormat.Packed12, [lead, lead]);
        float[][] microvolts = [new float[1000], new float[1000]];
        long before = GC.GetAllocatedBytesForCurrentThread();

        using WfdbSignalReader reader = WfdbRecord.Open(record).OpenSignals();
        while (reader.Read(microvolts) > 0)
        {
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 512 * 1024);
    }

    [Fact]
    public void A_wrong_checksum_is_found_at_the_end_of_a_full_read()
    {
        using RecordFolder folder = new();
        string record = folder.Lay("r", "r 1 360 2\nr.dat 16 200 12 0 1 4 0\n", 1, 0, 2, 0);

        BadRecordException refusal = Assert.Throws<BadRecordException>(() => RecordFolder.ReadAll(record));

        Assert.Equal("checksum 3 in signal 0 of the file", refusal.Found);
    }

    [Fact]
    public void A_missing_signal_file_and_a_record_without_signals_are_refused()
    {
        using RecordFolder folder = new();
        string lost = folder.LayHeader("r 1\nlost.dat 16\n");
        Assert.Throws<BadRecordException>(() => WfdbRecord.Open(lost).OpenSignals());

        string empty = folder.LayHeader("r 0\n");
        Assert.Throws<BadRecordException>(() => WfdbRecord.Open(empty).OpenSignals());
    }

    [Fact]
    public void What_a_format_cannot_hold_is_clipped_and_counted()
    {
        using RecordFolder folder = new();
        WfdbSignal signal = new() { FileName = "r.dat", Format = SignalFormat.Packed12, Gain = 1000 };
        WfdbHeader header = new() { Name = "r", SampleRate = new SampleRate(250), Signals = [signal] };
        using WfdbSignalWriter writer = WfdbSignalWriter.Create(folder.Path, header);

        writer.Write([[9_000f, -9_000f, 1.6f, float.NaN]], 4);
        writer.Complete();

        Assert.Equal(2, writer.ClippedSamples);
        Assert.Equal([2047, -2047, 2, Missing], RecordFolder.ReadAll(folder.File("r"))[0]);
    }

    [Fact]
    public void A_writer_that_does_not_complete_leaves_nothing_behind()
    {
        using RecordFolder folder = new();
        WfdbSignal signal = new() { FileName = "r.dat", Format = SignalFormat.Bits16, Gain = 200 };
        WfdbHeader header = new() { Name = "r", SampleRate = new SampleRate(250), Signals = [signal] };

        using (WfdbSignalWriter writer = WfdbSignalWriter.Create(folder.Path, header))
        {
            writer.WriteCodes([[1, 2, 3]], 3);
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_written_header_says_all_that_it_was_given()
    {
        using RecordFolder folder = new();
        WfdbSignal signal = new()
        {
            FileName = "r.dat",
            Format = SignalFormat.Bits24,
            Gain = 1398.1013,
            Baseline = -5,
            Units = "uV",
            AdcResolutionBits = 24,
            Description = "lead II",
        };
        WfdbHeader header = new()
        {
            Name = "r",
            SampleRate = new SampleRate(128.25),
            Signals = [signal],
            CounterFrequencyHz = 2.5,
            BaseCounter = -1,
            BaseTime = new TimeSpan(0, 23, 59, 58, 125),
            BaseDate = new DateOnly(2026, 2, 28),
            Comments = ["not for diagnosis"],
        };
        using WfdbSignalWriter writer = WfdbSignalWriter.Create(folder.Path, header);
        writer.WriteCodes([[7, 8]], 2);
        writer.Complete();

        string[] lines = File.ReadAllLines(folder.File("r.hea"));
        WfdbHeader readBack = WfdbRecord.Open(folder.File("r")).Header;

        // 7 + 8 = 15, first code 7.
        Assert.Equal(
            [
                "r 1 128.25/2.5(-1) 2 23:59:58.125 28/02/2026",
                "r.dat 24 1398.1013(-5)/uV 24 0 7 15 0 lead II",
                "# not for diagnosis",
            ],
            lines);
        Assert.Equal([signal with { InitialCode = 7, Checksum = 15 }], readBack.Signals);
        Assert.Equal(
            header with { SampleCount = 2, Signals = readBack.Signals, Comments = readBack.Comments },
            readBack);
    }

    [Theory]
    [InlineData("../r", "r.dat", "mV", "")]
    [InlineData("r", "../r.dat", "mV", "")]
    [InlineData("r", "r.dat", "m V", "")]
    [InlineData("r", "r.dat", "mV", "two\nlines")]
    public void A_header_that_would_not_read_back_is_refused(
        string name, string file, string units, string text)
    {
        using RecordFolder folder = new();
        WfdbSignal signal = new()
        {
            FileName = file,
            Format = SignalFormat.Bits16,
            Gain = 200,
            Units = units,
            Description = text,
        };
        WfdbHeader header = new() { Name = name, SampleRate = new SampleRate(250), Signals = [signal] };

        Assert.Throws<ArgumentException>(() => WfdbSignalWriter.Create(folder.Path, header));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("mitdb", 48)]
    [InlineData("nstdb", 7)]
    public void Published_records_read_to_their_checksums(string set, int records)
    {
        IReadOnlyList<string> headers = RecordPaths.Expand([TestData.Require(set)]).Headers;

        foreach (string header in headers)
        {
            using WfdbSignalReader reader = WfdbRecord.Open(header).OpenSignals();
            int[][] codes = [new int[65_536], new int[65_536]];
            long count = 0;
            int read;
            while ((read = reader.ReadCodes(codes)) > 0)
            {
                count += read;
            }

            Assert.Equal(reader.SampleCount, count);
            Assert.All(reader.Signals, s => Assert.NotNull(s.Checksum));
        }

        Assert.Equal(records, headers.Count);
    }

    private static int[] RandomCodes(Random random, SignalFormat format, int length)
    {
        int[] codes = new int[length];
        for (int i = 0; i < length; i++)
        {
            codes[i] = random.Next(10) switch
            {
                0 => Missing,
                1 => SampleCodec.MinCode(format),
                2 => SampleCodec.MaxCode(format),
                _ => (int)random.NextInt64(
                    SampleCodec.MinCode(format), (long)SampleCodec.MaxCode(format) + 1),
            };
        }

        return codes;
    }
}
