using System.IO.Compression;
using System.Text;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.Fetching;

namespace EdgeEcg.Tests.Training.Fetching;

public sealed class DataSetFetchTests : IDisposable
{
    private static readonly PublicDataSet Records = PublicDataSet.All.Single(set => set.Name == "mitdb");

    private static readonly PublicDataSet Archive = PublicDataSet.All.Single(set => set.Name == "ecg5000");

    private readonly TemporaryFolder _folder = new();
    private readonly FileServer _server = new();
    private readonly HttpClient _client = new();

    public DataSetFetchTests()
    {
        byte[] signal = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))];
        _server.Files["100.dat"] = signal;
        _server.Files["100.hea"] = "100 1 360 10\n"u8.ToArray();
        _server.Files["SHA256SUMS.txt"] = Encoding.ASCII.GetBytes(
            $"{ModelPackage.HashOf(signal)} 100.dat\n"
            + $"{ModelPackage.HashOf(_server.Files["100.hea"])} 100.hea\n"
            + $"{new string('0', 64)} index.html\n");
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Records_arrive_whole_and_checked_and_a_second_fetch_brings_nothing()
    {
        List<FetchedFile> told = [];

        await Fetch(Records, told.Add);
        _server.Requests.Clear();
        await Fetch(Records);

        Assert.Equal(_server.Files["100.dat"], File.ReadAllBytes(_folder.File("100.dat")));
        Assert.Equal(["100.dat", "100.hea"], told.Where(file => file.IsComplete).Select(file => file.Name));
        Assert.Contains(told, file => !file.IsComplete && file.Bytes < 200_000);
        Assert.Equal(["SHA256SUMS.txt 0"], _server.Requests);
        Assert.False(File.Exists(_folder.File("index.html")));
    }

    [Fact]
    public async Task A_line_that_breaks_is_taken_up_where_it_broke()
    {
        File.WriteAllBytes(_folder.File("100.dat.part"), _server.Files["100.dat"][..70_000]);

        await Fetch(Records);

        Assert.Contains("100.dat 70000", _server.Requests);
        Assert.Equal(_server.Files["100.dat"], File.ReadAllBytes(_folder.File("100.dat")));
        Assert.False(File.Exists(_folder.File("100.dat.part")));
    }

    [Fact]
    public async Task An_answer_that_ends_early_is_asked_for_again_from_there()
    {
        ManualTimeProvider time = new();
        string target = _folder.File("100.dat");
        _server.BrokenAnswers = 1;
        _server.BytesBeforeBreak = 50_000;

        Task download = new Download(_client, time).Run(
            new Uri(_server.Address, "100.dat"),
            target,
            null,
            _ => { },
            TestContext.Current.CancellationToken);
        while (!download.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        await download;
        Assert.Equal(["100.dat 0", "100.dat 50000"], _server.Requests);
        Assert.Equal(_server.Files["100.dat"], File.ReadAllBytes(target));
    }

    [Fact]
    public async Task A_part_that_was_already_whole_is_only_checked()
    {
        File.WriteAllBytes(_folder.File("100.dat.part"), _server.Files["100.dat"]);

        await Fetch(Records);

        Assert.Equal(_server.Files["100.dat"], File.ReadAllBytes(_folder.File("100.dat")));
    }

    [Fact]
    public async Task A_file_that_is_not_what_its_publisher_says_is_refused_and_not_kept()
    {
        _server.Files["100.dat"][5] ^= 1;

        BadDownloadException e = await Assert.ThrowsAsync<BadDownloadException>(() => Fetch(Records));

        Assert.Contains("100.dat: the SHA-256 is", e.Message, StringComparison.Ordinal);
        Assert.Equal(["SHA256SUMS.txt"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_missing_file_is_one_sentence()
    {
        _server.Files.Remove("100.hea");

        BadDownloadException e = await Assert.ThrowsAsync<BadDownloadException>(() => Fetch(Records));

        Assert.EndsWith("100.hea: the answer is 404 Not Found, expected the file.", e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 0.5 0.25\n")]
    public async Task An_archive_without_the_published_beats_is_refused(string beats)
    {
        using MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            string[] members = beats == "" ? [] : ["ECG5000_TRAIN.txt", "ECG5000_TEST.txt"];
            foreach (string member in members)
            {
                using StreamWriter writer = new(archive.CreateEntry(member).Open());
                writer.Write(beats);
            }
        }

        _server.Files["ECG5000.zip"] = zip.ToArray();

        BadDownloadException e = await Assert.ThrowsAsync<BadDownloadException>(() => Fetch(Archive));

        Assert.StartsWith(_folder.File("ECG5000.zip"), e.Message, StringComparison.Ordinal);
    }

    private Task Fetch(PublicDataSet set, Action<FetchedFile>? told = null) =>
        new DataSetFetch(_client, TimeProvider.System).Run(
            set,
            _server.Address,
            _folder.Path,
            new Listener(told ?? (_ => { })),
            TestContext.Current.CancellationToken);

    private sealed class Listener(Action<FetchedFile> told) : IProgress<FetchedFile>
    {
        public void Report(FetchedFile value) => told(value);
    }
}
