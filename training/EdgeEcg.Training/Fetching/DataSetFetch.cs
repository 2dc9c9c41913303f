using System.IO.Compression;
using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Training.Fetching;

/// <summary>
/// Brings a public data set into a folder, file by file, each checked; what is there is left.
/// </summary>
public sealed class DataSetFetch(HttpClient client, TimeProvider time)
{
    private const string HashList = "SHA256SUMS.txt";

    /// <summary>What a record consists of; the rest of a PhysioNet folder is web pages and tools.</summary>
    private static readonly string[] RecordExtensions = [".hea", ".dat", ".atr"];

    /// <summary>Beats of the classes 1 to 5 in both files of ECG5000, as published.</summary>
    private static readonly int[] Ecg5000Classes = [2919, 1767, 96, 194, 24];

    private readonly Download _download = new(client, time);

    /// <param name="set">What to fetch.</param>
    /// <param name="address">Where it is, if not at its publisher's; ends with a slash.</param>
    /// <param name="folder">Gets the files.</param>
    /// <param name="progress">Told of each file and of the bytes of the one at hand.</param>
    /// <param name="cancellation">What has come is kept.</param>
    /// <exception cref="BadDownloadException">A file is missing or is not what its publisher
    /// says.</exception>
    public Task Run(
        PublicDataSet set,
        Uri? address,
        string folder,
        IProgress<FetchedFile> progress,
        CancellationToken cancellation) => set.Kind is PublicDataSetKind.PhysioNet
        ? FetchRecords(address ?? set.Address, folder, progress, cancellation)
        : FetchArchive(set, address ?? set.Address, folder, progress, cancellation);

    private async Task FetchRecords(
        Uri address, string folder, IProgress<FetchedFile> progress, CancellationToken cancellation)
    {
        string list = Path.Combine(folder, HashList);
        await _download.Run(new Uri(address, HashList), list, null, _ => { }, cancellation);
        (string Hash, string Name)[] files =
            [.. File.ReadLines(list).Select(line => Parse(list, line)).Where(file => IsOfRecord(file.Name))];
        for (int i = 0; i < files.Length; i++)
        {
            (string hash, string name) = files[i];
            string target = Path.Combine(folder, name);
            if (!Download.IsThere(target, hash))
            {
                int number = i + 1;
                await _download.Run(
                    new Uri(address, name),
                    target,
                    hash,
                    bytes => progress.Report(new FetchedFile(name, number, files.Length, bytes, false)),
                    cancellation);
            }

            long length = new FileInfo(target).Length;
            progress.Report(new FetchedFile(name, i + 1, files.Length, length, true));
        }
    }

    private async Task FetchArchive(
        PublicDataSet set,
        Uri address,
        string folder,
        IProgress<FetchedFile> progress,
        CancellationToken cancellation)
    {
        const int Files = 1;
        string name = "ECG5000.zip";
        string zip = Path.Combine(folder, name);
        if (!File.Exists(zip))
        {
            await _download.Run(
                new Uri(address, name),
                zip,
                null,
                bytes => progress.Report(new FetchedFile(name, 1, Files, bytes, false)),
                cancellation);
        }

        Unpack(set, zip, folder);
        progress.Report(new FetchedFile(name, 1, Files, new FileInfo(zip).Length, true));
    }

    /// <summary>Reading a member to its end compares its CRC-32.</summary>
    private static void Unpack(PublicDataSet set, string zip, string folder)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(zip);
            foreach (string member in (ReadOnlySpan<string>)["ECG5000_TRAIN.txt", "ECG5000_TEST.txt"])
            {
                ZipArchiveEntry entry = archive.GetEntry(member)
                    ?? throw new BadDownloadException(zip, "the content", $"without {member}", "with it");
                using Stream stream = entry.Open();
                using MemoryStream content = new();
                stream.CopyTo(content);
                WholeFile.Write(Path.Combine(folder, member), content.ToArray());
            }
        }
        catch (InvalidDataException e)
        {
            File.Delete(zip);
            throw new BadDownloadException(zip, "the content", e.Message, $"the ZIP file of {set.Name}");
        }

        LabelledBeats train = UcrText.Read(Path.Combine(folder, "ECG5000_TRAIN.txt"));
        LabelledBeats all = train.Followed(
            "ECG5000", UcrText.Read(Path.Combine(folder, "ECG5000_TEST.txt")));
        int[] counts = new int[Ecg5000Classes.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = all.Classes.Count(i + 1);
        }

        if (!counts.SequenceEqual(Ecg5000Classes))
        {
            string expected = string.Join('/', Ecg5000Classes);
            throw new BadDownloadException(zip, "beats per class", string.Join('/', counts), expected);
        }
    }

    private static bool IsOfRecord(string name) =>
        !name.Contains('/', StringComparison.Ordinal) && RecordExtensions.Contains(Path.GetExtension(name));

    private static (string Hash, string Name) Parse(string list, string line)
    {
        string[] fields = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        return fields is [{ Length: 64 } hash, { } name]
            ? (hash.ToLowerInvariant(), name)
            : throw new BadDownloadException(list, "a line", $"'{line}'", "a SHA-256 and a file name");
    }
}
