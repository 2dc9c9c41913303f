using EdgeEcg.Records;

namespace EdgeEcg.Tests.Records;

public sealed class RecordPathsTests : IDisposable
{
    private readonly RecordFolder _folder = new();

    public RecordPathsTests()
    {
        foreach (
            string name in (string[])["100.hea", "100.dat", "100.atr", "101.hea", "101.dat", "SOURCES.md"])
        {
            File.WriteAllText(_folder.File(name), "");
        }

        Directory.CreateDirectory(_folder.File("empty"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("100")]
    [InlineData("100.hea")]
    [InlineData("100.dat")]
    [InlineData("100.atr")]
    [InlineData("100.edg")]
    public void A_record_is_found_by_its_name_or_any_of_its_files(string argument)
    {
        Assert.Equal([_folder.File("100.hea")], Expand(argument).Headers);
    }

    [Fact]
    public void A_folder_means_its_records_in_order_of_name()
    {
        Assert.Equal(
            [_folder.File("100.hea"), _folder.File("101.hea")], RecordPaths.Expand([_folder.Path]).Headers);
    }

    [Fact]
    public void A_shell_glob_names_each_record_once_and_sets_strangers_aside()
    {
        RecordPaths expanded = Expand(
            "100.atr", "100.dat", "100.hea", "101.dat", "101.hea", "SOURCES.md", "empty");

        Assert.Equal([_folder.File("100.hea"), _folder.File("101.hea")], expanded.Headers);
        Assert.Equal([_folder.File("SOURCES.md"), _folder.File("empty")], expanded.Ignored);
    }

    [Fact]
    public void A_name_with_a_dot_is_not_cut_at_it()
    {
        File.WriteAllText(_folder.File("100.b.hea"), "");

        Assert.Equal([_folder.File("100.b.hea")], Expand("100.b").Headers);
    }

    [Theory]
    [InlineData("SOURCES.md")]
    [InlineData("empty")]
    public void Strangers_alone_are_an_error(string argument)
    {
        BadRecordException refusal = Assert.Throws<BadRecordException>(() => Expand(argument));

        Assert.Equal((_folder.File(argument), "no record"), (refusal.Place, refusal.Found));
    }

    [Fact]
    public void A_path_that_does_not_exist_is_an_error_beside_good_ones()
    {
        BadRecordException refusal = Assert.Throws<BadRecordException>(() => Expand("100", "999"));

        Assert.Equal(_folder.File("999"), refusal.Place);
    }

    [Fact]
    public void A_signal_file_without_its_header_is_an_error_beside_good_ones()
    {
        File.Delete(_folder.File("101.hea"));

        BadRecordException refusal = Assert.Throws<BadRecordException>(() => Expand("100", "101.dat"));

        Assert.Equal("a signal file without its header", refusal.Found);
    }

    private RecordPaths Expand(params string[] names) => RecordPaths.Expand(names.Select(_folder.File));
}
