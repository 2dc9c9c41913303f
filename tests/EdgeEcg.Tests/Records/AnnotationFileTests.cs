using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Records;

public sealed class AnnotationFileTests(ITestOutputHelper output)
{
    [Fact]
    public void Bytes_worked_out_by_hand_are_written_and_read()
    {
        // N at 18:             1 << 10 | 18                    = 0x0412
        // + at 18, text (N:    28 << 10 | 0 = 0x7000; 63 << 10 | 2 = 0xFC02; '(' 0x28, 'N' 0x4E
        // V at 1042, channel 1, subtype -1: 5 << 10 | 1024 does not fit in ten bits, so skip 59 << 10 =
        // 0xEC00 and                      1024 = high half 0x0000, low half 0x0400; V itself 0x1400;
        // subtype 61 << 10 | 0x3FF = 0xF7FF; channel 62 << 10 | 1 = 0xF801 V at 1142, number 2, channel still
        // 1, text of one byte and its padding:                      5 << 10 | 100 = 0x1464; channel stays; 60
        // << 10 | 2 = 0xF002; 0xFC01; 'x', 0
        byte[] golden =
        [
            0x12, 0x04,
            0x00, 0x70, 0x02, 0xFC, 0x28, 0x4E,
            0x00, 0xEC, 0x00, 0x00, 0x00, 0x04, 0x00, 0x14, 0xFF, 0xF7, 0x01, 0xF8,
            0x64, 0x14, 0x02, 0xF0, 0x01, 0xFC, 0x78, 0x00,
            0x00, 0x00,
        ];
        Annotation[] annotations =
        [
            new(18, AnnotationCode.Normal),
            new(18, AnnotationCode.RhythmChange, Aux: "(N"),
            new(1042, AnnotationCode.VentricularPremature, Subtype: -1, Channel: 1),
            new(1142, AnnotationCode.VentricularPremature, Channel: 1, Number: 2, Aux: "x"),
        ];
        using TemporaryFolder folder = new();

        AnnotationFile.Write(folder.File("a.atr"), annotations);

        Assert.Equal(golden, File.ReadAllBytes(folder.File("a.atr")));
        Assert.Equal(annotations, AnnotationFile.Read(folder.File("a.atr")));
    }

    [Fact]
    public void Random_annotations_survive_with_days_between_them()
    {
        const int Seed = 4711;
        output.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        using TemporaryFolder folder = new();

        for (int round = 0; round < 200; round++)
        {
            Annotation[] annotations = RandomAnnotations(random, random.Next(60));

            AnnotationFile.Write(folder.File("a.atr"), annotations);

            Assert.Equal(annotations, AnnotationFile.Read(folder.File("a.atr")));
        }
    }

    [Fact]
    public void Ticks_of_their_own_become_samples_of_the_record()
    {
        using TemporaryFolder folder = new();
        Annotation note = new(0, AnnotationCode.Note, Aux: "## time resolution: 1000");
        AnnotationFile.Write(folder.File("a.atr"), [note, new(1001, AnnotationCode.Normal)]);

        // 1001 ms at 360 Hz are 360.36 samples.
        Annotation beat = Assert.Single(AnnotationFile.Read(folder.File("a.atr"), new SampleRate(360)));

        Assert.Equal(360, beat.SampleIndex);
        Assert.Throws<BadRecordException>(() => AnnotationFile.Read(folder.File("a.atr")));
    }

    [Theory]
    [InlineData(new byte[0], "byte 0: found the end of the file")]
    [InlineData(new byte[] { 0x12, 0x04 }, "byte 2: found the end of the file")]
    [InlineData(new byte[] { 0x00, 0xEC, 0x00, 0x00 }, "byte 4: found the end of the file")]
    [InlineData(new byte[] { 0x12, 0x04, 0x05, 0xFC, 0x41 }, "byte 5: found the end of the file")]
    [InlineData(new byte[] { 0x12, 0x04, 0x00, 0xFE, 0x00, 0x00 }, "byte 2: found a text of 512 bytes")]
    [InlineData(new byte[] { 0x01, 0xC8, 0x00, 0x00 }, "byte 0: found annotation code 50")]
    [InlineData(
        new byte[] { 0x00, 0xEC, 0xFF, 0xFF, 0x00, 0x00, 0x01, 0x04, 0, 0 },
        "found an annotation at sample -65535")]
    [InlineData(
        new byte[] { 0x12, 0x04, 0x00, 0xEC, 0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x04, 0, 0 },
        "found sample 17 after 18")]
    [InlineData(new byte[] { 0x12, 0x04, 0x00, 0x00, 0x00, 0x07 }, "byte 5: found data after the end mark")]
    [InlineData(new byte[] { 0x00, 0x4E, 0x00, 0x00 }, "byte 0: found annotations in the AHA format")]
    public void A_broken_file_is_refused_with_its_place(byte[] bytes, string sentence)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.atr"), bytes);

        BadRecordException refusal = Assert.Throws<BadRecordException>(
            () => AnnotationFile.Read(folder.File("a.atr")));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zeros_behind_the_end_mark_and_zeros_at_a_texts_end_are_padding()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a.atr"), [0x12, 0x70, 0x03, 0xFC, 0x28, 0x4E, 0, 0, 0, 0, 0, 0]);

        Assert.Equal("(N", Assert.Single(AnnotationFile.Read(folder.File("a.atr"))).Aux);
    }

    [Fact]
    public void What_cannot_be_written_is_refused_and_the_old_file_stays()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.atr");
        AnnotationFile.Write(path, [new(5, AnnotationCode.Normal)]);
        Annotation[][] wrong =
        [
            [new(7, AnnotationCode.Normal), new(6, AnnotationCode.Normal)],
            [new(-1, AnnotationCode.Normal)],
            [new(1, AnnotationCode.None)],
            [new(1, (AnnotationCode)50)],
            [new(1, AnnotationCode.Note, Aux: new string('x', 256))],
        ];

        foreach (Annotation[] annotations in wrong)
        {
            Assert.ThrowsAny<ArgumentException>(() => AnnotationFile.Write(path, annotations));
        }

        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal(5, Assert.Single(AnnotationFile.Read(path)).SampleIndex);
    }

    [Fact]
    public void An_annotation_past_the_records_end_is_refused()
    {
        using RecordFolder folder = new();
        WfdbRecord record = WfdbRecord.Open(folder.Write("r", SignalFormat.Bits16, [[1, 2, 3]]));

        AnnotationFile.Write(record.AnnotationPath("atr"), [new(2, AnnotationCode.Normal)]);
        Assert.Single(record.ReadAnnotations("atr"));

        AnnotationFile.Write(record.AnnotationPath("atr"), [new(3, AnnotationCode.Normal)]);
        Assert.Throws<BadRecordException>(() => record.ReadAnnotations("atr"));
    }

    [Fact]
    public void Mnemonics_are_known_both_ways()
    {
        for (int code = 1; code <= AnnotationCodes.Max; code++)
        {
            Assert.True(AnnotationCodes.TryParse(((AnnotationCode)code).Mnemonic, out AnnotationCode back));
            Assert.Equal((AnnotationCode)code, back);
        }

        Assert.Equal("V", AnnotationCode.VentricularPremature.Mnemonic);
        Assert.Equal("~", AnnotationCode.SignalQuality.Mnemonic);
        Assert.Equal("|", AnnotationCode.Artifact.Mnemonic);
        Assert.Equal("]", AnnotationCode.VentricularFlutterEnd.Mnemonic);
        Assert.Equal("r", AnnotationCode.ROnTVentricularPremature.Mnemonic);
        Assert.Equal("[42]", ((AnnotationCode)42).Mnemonic);
        Assert.False(AnnotationCodes.TryParse("Z", out _));
    }

    [Fact]
    public void The_arrhythmia_database_has_its_published_beats()
    {
        IReadOnlyList<string> headers = RecordPaths.Expand([TestData.Require("mitdb")]).Headers;

        int BeatsOf(string header) =>
            WfdbRecord.Open(header).ReadAnnotations("atr").Count(a => a.Code.IsBeat);

        Assert.Equal(109_494, headers.Sum(BeatsOf));
        Assert.Equal(2273, BeatsOf(TestData.Require("mitdb/100.hea")));
    }

    private static Annotation[] RandomAnnotations(Random random, int count)
    {
        Annotation[] annotations = new Annotation[count];
        long sampleIndex = 0;
        for (int i = 0; i < count; i++)
        {
            sampleIndex += random.Next(6) switch
            {
                0 => random.NextInt64(10_000_000_000),
                1 => random.Next(1022, 1026),
                2 => 0,
                _ => random.Next(1500),
            };
            annotations[i] = new Annotation(
                sampleIndex,
                (AnnotationCode)random.Next(1, AnnotationCodes.Max + 1),
                (sbyte)(random.Next(3) == 0 ? random.Next(-128, 128) : 0),
                (byte)random.Next(2),
                (sbyte)random.Next(-1, 2),
                random.Next(3) == 0 ? new string('µ', random.Next(1, 128)) : null);
        }

        return annotations;
    }
}
