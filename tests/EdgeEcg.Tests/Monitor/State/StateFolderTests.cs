using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.State;

public sealed class StateFolderTests
{
    [Theory]
    [InlineData("[{")]
    [InlineData("")]
    [InlineData("{\"other\":1}")]
    [InlineData("\0\0\0\0")]
    public void A_file_that_cannot_be_read_is_set_aside_and_counted_not_deleted(string content)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("state"));
        File.WriteAllText(folder.File("state/alarms.json"), content);
        StateFolder state = new(folder.Path);

        AlarmMessage[]? read = state.Read("alarms.json", MessageJson.Default.AlarmMessageArray);

        Assert.Null(read);
        Assert.Equal(1, state.SetAside);
        Assert.Equal(content, File.ReadAllText(folder.File("state/alarms.json.damaged")));
        Assert.False(File.Exists(folder.File("state/alarms.json")));
    }

    [Fact]
    public void A_disk_that_cannot_be_written_is_a_fault_until_it_can_again()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("state"), "a file where the folder should be");
        StateFolder state = new(folder.Path);

        bool first = state.Write("a.json", "1"u8);
        string? fault = state.Fault;
        File.Delete(folder.File("state"));
        bool second = state.Write("a.json", "1"u8);

        Assert.False(first);
        Assert.NotNull(fault);
        Assert.True(second);
        Assert.Null(state.Fault);
        Assert.Equal(1, state.WritesFailed);
    }
}
