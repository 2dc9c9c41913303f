using EdgeEcg.Monitor;
using EdgeEcg.Scoring;

namespace EdgeEcg.Tests.Scoring;

public sealed class BaselineFileTests : IDisposable
{
    private static readonly BaselineImage Image =
        new(new string('a', 64), "ads1292 6 6", 2, 3, true, 812.5f,
            [(0, [1, -2, 3, 4, 5, -32768]), (1, new short[6])]);

    private readonly string _folder = Directory.CreateTempSubdirectory("edgeecg-baseline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_again()
    {
        BaselineStore store = new(_folder);

        bool saved = store.Save(Image);
        BaselineImage? read = store.Load();

        Assert.True(saved);
        Assert.Null(store.Fault);
        Assert.NotNull(read);
        Assert.Equal((Image.ModelId, Image.Source), (read.ModelId, read.Source));
        Assert.Equal(Image.ReferenceRrMs, read.ReferenceRrMs);
        Assert.True(read.IsConfirmed);
        Assert.Equal(Image.Beats[0].Microvolts, read.Beats[0].Microvolts);
        Assert.Equal(1, read.Beats[1].Shape);
    }

    [Fact]
    public void A_file_torn_anywhere_is_refused()
    {
        byte[] whole = BaselineFile.Encode(Image);

        Assert.All(Enumerable.Range(0, whole.Length), length =>
        {
            Assert.NotNull(BaselineFile.TryDecode(whole.AsSpan(0, length), out BaselineImage? image));
            Assert.Null(image);
        });
    }

    [Fact]
    public void A_file_with_any_byte_changed_is_refused()
    {
        byte[] whole = BaselineFile.Encode(Image);

        Assert.All(Enumerable.Range(0, whole.Length), at =>
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0x10;
            Assert.NotNull(BaselineFile.TryDecode(changed, out _));
        });
    }

    [Fact]
    public void A_damaged_file_is_set_aside_and_said()
    {
        BaselineStore store = new(_folder);
        store.Save(Image);
        File.WriteAllBytes(store.FilePath, BaselineFile.Encode(Image)[..^5]);

        BaselineImage? read = store.Load();

        Assert.Null(read);
        Assert.Contains("checksum", store.Fault, StringComparison.Ordinal);
        Assert.False(File.Exists(store.FilePath));
        Assert.True(File.Exists(store.FilePath + ".damaged"));
    }

    [Fact]
    public void Without_a_file_there_is_nothing_and_no_fault()
    {
        BaselineStore store = new(_folder);

        Assert.Null(store.Load());
        Assert.Null(store.Fault);
        Assert.False(store.Delete());
    }
}
