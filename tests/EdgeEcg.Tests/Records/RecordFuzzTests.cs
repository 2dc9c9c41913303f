using EdgeEcg.Records;

namespace EdgeEcg.Tests.Records;

/// <summary>
/// Damaged files: whatever byte is cut off or turned over, the answer is a read or a <see
/// cref="BadRecordException"/>, never another exception, and never other samples than the checksum vouches
/// for.
/// </summary>
public sealed class RecordFuzzTests(ITestOutputHelper output)
{
    private const int Seed = 90210;

    private static readonly int[][] Codes =
    [
        [.. Enumerable.Range(0, 21).Select(i => (i * 7) - 50)],
        [.. Enumerable.Range(0, 21).Select(i => 90 - i)],
    ];

    [Theory]
    [InlineData(SignalFormat.Bits16)]
    [InlineData(SignalFormat.Bits24)]
    [InlineData(SignalFormat.Bits32)]
    [InlineData(SignalFormat.OffsetBinary8)]
    [InlineData(SignalFormat.Packed12)]
    public void A_signal_file_cut_anywhere_is_refused(SignalFormat format)
    {
        using RecordFolder folder = new();
        string record = folder.Write("r", format, Codes);
        byte[] whole = File.ReadAllBytes(record + ".dat");

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(record + ".dat", whole[..length]);

            Assert.Throws<BadRecordException>(() => RecordFolder.ReadAll(record));
        }
    }

    [Theory]
    [InlineData(SignalFormat.Bits16)]
    [InlineData(SignalFormat.OffsetBinary8)]
    [InlineData(SignalFormat.Packed12)]
    public void A_bit_turned_over_in_a_signal_file_is_found(SignalFormat format)
    {
        using RecordFolder folder = new();
        string record = folder.Write("r", format, Codes);
        byte[] whole = File.ReadAllBytes(record + ".dat");

        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            File.WriteAllBytes(record + ".dat", Flipped(whole, bit));

            Assert.Throws<BadRecordException>(() => RecordFolder.ReadAll(record));
        }
    }

    [Fact]
    public void A_header_cut_or_turned_over_gives_a_read_or_a_refusal()
    {
        output.WriteLine($"seed {Seed}");
        using RecordFolder folder = new();
        string record = folder.Write("r", SignalFormat.Packed12, Codes);
        byte[] whole = File.ReadAllBytes(record + ".hea");

        int refused = Damage(whole, damaged =>
        {
            File.WriteAllBytes(record + ".hea", damaged);
            RecordFolder.ReadAll(record);
        });

        Assert.InRange(refused, whole.Length / 2, int.MaxValue);
    }

    [Fact]
    public void An_annotation_file_cut_or_turned_over_gives_a_read_or_a_refusal()
    {
        output.WriteLine($"seed {Seed}");
        using RecordFolder folder = new();
        string path = folder.File("r.atr");
        AnnotationFile.Write(
            path,
            [
                new(18, AnnotationCode.RhythmChange, Aux: "(AFIB"),
                new(77, AnnotationCode.Normal),
                new(99_000, AnnotationCode.VentricularPremature, Subtype: 3, Channel: 1, Number: 2),
                new(99_001, AnnotationCode.Note, Channel: 1, Number: 2, Aux: "µ"),
            ]);
        byte[] whole = File.ReadAllBytes(path);

        int refused = Damage(whole, damaged =>
        {
            File.WriteAllBytes(path, damaged);
            AnnotationFile.Read(path, new EdgeEcg.Core.SampleRate(360));
        });

        Assert.InRange(refused, whole.Length, int.MaxValue);
    }

    /// <summary>Every truncation, every single bit, and random handfuls of bytes.</summary>
    /// <returns>How many were refused.</returns>
    private static int Damage(byte[] whole, Action<byte[]> read)
    {
        Random random = new(Seed);
        IEnumerable<byte[]> cuts = Enumerable.Range(0, whole.Length).Select(length => whole[..length]);
        IEnumerable<byte[]> flips = Enumerable.Range(0, whole.Length * 8).Select(bit => Flipped(whole, bit));
        IEnumerable<byte[]> handfuls = Enumerable.Range(0, 1000).Select(_ => Scattered(whole, random));
        return cuts.Concat(flips).Concat(handfuls).Count(damaged => IsRefused(() => read(damaged)));
    }

    private static bool IsRefused(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (BadRecordException refusal)
        {
            Assert.NotEmpty(refusal.Found);
            return true;
        }
    }

    private static byte[] Flipped(byte[] whole, int bit)
    {
        byte[] damaged = [.. whole];
        damaged[bit / 8] ^= (byte)(1 << (bit % 8));
        return damaged;
    }

    private static byte[] Scattered(byte[] whole, Random random)
    {
        byte[] damaged = [.. whole];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        }

        return damaged;
    }
}
