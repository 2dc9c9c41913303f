using System.Globalization;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// The names of the files of one segment. A recording is a folder <c>r000017</c>; its segments are
/// <c>r000017_0001</c> and so on, its record as a whole is <c>r000017</c>.
/// </summary>
/// <param name="Folder">Of the recording.</param>
/// <param name="Recording">Number of the recording, from 1.</param>
/// <param name="Segment">Number within it, from 1.</param>
public sealed record SegmentFiles(string Folder, int Recording, int Segment)
{
    /// <summary>Extension of the annotations, that of <c>edgeecg analyze</c>, too.</summary>
    public const string Annotator = "edg";

    public string Name => string.Create(CultureInfo.InvariantCulture, $"r{Recording:000000}_{Segment:0000}");

    public string Header => InFolder(".hea");

    public string Signals => InFolder(".dat");

    public string Annotations => InFolder("." + Annotator);

    /// <summary>Checksums and times of what was written, block by block.</summary>
    public string Index => InFolder(".index");

    /// <summary>Is there while the segment is locked, and says why.</summary>
    public string Lock => InFolder(".lock");

    /// <summary>In the order in which they are deleted: what a reader looks for goes last.</summary>
    public IEnumerable<string> All => [Signals, Annotations, Index, Lock, Header];

    public static string RecordingName(int recording) =>
        string.Create(CultureInfo.InvariantCulture, $"r{recording:000000}");

    /// <summary>The number in a name such as <c>r000017</c>.</summary>
    public static bool TryParseRecording(string name, out int recording)
    {
        recording = 0;
        return name.Length is >= 7 and <= 10 && name[0] == 'r'
            && int.TryParse(name[1..], NumberStyles.None, CultureInfo.InvariantCulture, out recording);
    }

    /// <summary>The segments that have any file in the folder of a recording, in order.</summary>
    public static IReadOnlyList<SegmentFiles> In(string folder, int recording)
    {
        string prefix = RecordingName(recording) + "_";
        SortedSet<int> numbers = [];
        foreach (string path in Directory.EnumerateFiles(folder, prefix + "*"))
        {
            string name = Path.GetFileNameWithoutExtension(path)[prefix.Length..];
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int segment))
            {
                numbers.Add(segment);
            }
        }

        return [.. numbers.Select(number => new SegmentFiles(folder, recording, number))];
    }

    private string InFolder(string extension) => Path.Combine(Folder, Name + extension);
}
