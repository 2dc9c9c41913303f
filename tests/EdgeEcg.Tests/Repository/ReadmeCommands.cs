namespace EdgeEcg.Tests.Repository;

/// <summary>
/// What is done about each command that the README shows: it is run here, or there is a reason why not.
/// </summary>
internal static class ReadmeCommands
{
    /// <summary>Run by <see cref="ReadmeTests"/>, each in an empty folder; they must end with 0.</summary>
    public static readonly string[] RunHere =
    [
        "./edgeecg --help",
        "./edgeecg-train --help",
        "./test --help",
    ];

    /// <summary>The command, and where else it is run or why it cannot be.</summary>
    public static readonly Dictionary<string, string> NotRunHere = new()
    {
        ["./test"] = "it is what runs this test",
        ["./test bench"] = "takes minutes; its figures are kept with the benchmarks",
        ["./edgeecg demo"] = "takes minutes in real time; its parts run end to end in EdgeEcg.Tests.EndToEnd",
    };
}
