using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Tests.Training.DataSets;

public sealed class UcrTextTests
{
    [Fact]
    public void Ecg5000_has_the_published_class_counts()
    {
        string train = TestData.Require("ecg5000/ECG5000_TRAIN.txt");
        string test = TestData.Require("ecg5000/ECG5000_TEST.txt");

        LabelledBeats beats = UcrText.Read(train).Followed("ECG5000", UcrText.Read(test));

        Assert.Equal(140, beats.Beats.Samples);
        int[] counts = [.. beats.Classes.ToArray().CountBy(c => c).OrderBy(p => p.Key).Select(p => p.Value)];
        Assert.Equal([2919, 1767, 96, 194, 24], counts);
        Assert.Equal(2919, beats.Normals.Rows);
    }

    [Theory]
    [InlineData("1 0.5 0.25\n2 1\n", "line 2: the number of fields is 2, expected 3")]
    [InlineData("1 0.5 abc\n", "line 1: field 3 is 'abc', expected a number")]
    [InlineData("1 0.5 NaN\n", "line 1: field 3 is 'NaN', expected a number")]
    [InlineData("\n\n", "the number of beats is 0, expected at least 1")]
    [InlineData("1\n", "line 1: the number of fields is 1, expected 2")]
    public void A_bad_file_is_answered_with_place_found_and_expected(string content, string sentence)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("beats.txt");
        File.WriteAllText(file, content);

        BadDataSetException e = Assert.Throws<BadDataSetException>(() => UcrText.Read(file));

        Assert.StartsWith(file, e.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_said_to_be_missing() =>
        Assert.Throws<BadDataSetException>(() => UcrText.Read("/nowhere/ECG5000_TRAIN.txt"));

    [Fact]
    public void A_set_without_normal_beats_cannot_give_any()
    {
        LabelledBeats beats = new(new BeatMatrix("odd", [1, 2], 1), [2, 3]);

        BadDataSetException e = Assert.Throws<BadDataSetException>(() => beats.Normals);

        Assert.Contains("the number of normal beats (class 1) is 0", e.Message, StringComparison.Ordinal);
    }
}
