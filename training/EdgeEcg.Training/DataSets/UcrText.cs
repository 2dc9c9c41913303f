using System.Globalization;

namespace EdgeEcg.Training.DataSets;

/// <summary>
/// Reads the text form of the UCR time series archive: a line per beat, first its class, then its values,
/// separated by white space, commas or both.
/// </summary>
public static class UcrText
{
    private static readonly char[] Separators = [' ', '\t', ','];

    /// <exception cref="BadDataSetException">A line that is no beat, or no line at all.</exception>
    public static LabelledBeats Read(string file)
    {
        List<float> values = [];
        List<int> classes = [];
        int samples = 0;
        int line = 0;
        foreach (string text in Lines(file))
        {
            line++;
            string[] fields = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0)
            {
                continue;
            }

            samples = samples == 0 ? fields.Length - 1 : samples;
            if (fields.Length != samples + 1 || samples == 0)
            {
                int expected = Math.Max(samples, 1) + 1;
                throw new BadDataSetException(
                    $"{file}, line {line}", "the number of fields", $"{fields.Length}", $"{expected}");
            }

            classes.Add((int)Number(file, line, 0, fields[0]));
            for (int i = 1; i < fields.Length; i++)
            {
                values.Add(Number(file, line, i, fields[i]));
            }
        }

        return classes.Count > 0
            ? new LabelledBeats(new BeatMatrix(file, [.. values], samples), [.. classes])
            : throw new BadDataSetException(file, "the number of beats", "0", "at least 1");
    }

    private static IEnumerable<string> Lines(string file) => File.Exists(file)
        ? File.ReadLines(file)
        : throw new BadDataSetException(file, "the file", "missing", "a UCR text file");

    private static float Number(string file, int line, int field, string text)
    {
        bool reads = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value);
        return reads && float.IsFinite(value)
            ? value
            : throw new BadDataSetException(
                $"{file}, line {line}", $"field {field + 1}", $"'{text}'", "a number");
    }
}
