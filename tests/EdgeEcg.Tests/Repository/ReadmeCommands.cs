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
        "./edgeecg demo",
        "./edgeecg analyze ../shared/data/mitdb/100 --out results",
        "./edgeecg replay ../shared/data/mitdb/100 --speed max",
    ];

    /// <summary>The command, and where else it is run or why it cannot be.</summary>
    public static readonly Dictionary<string, string> NotRunHere = new()
    {
        ["./test"] = "it is what runs this test",
        ["./test dashboards"] = "fetches Node-RED, 250 MB",
        ["deploy/dashboards/start"] = "stays until it is ended; ./test dashboards runs it",
        ["./test bench"] = "takes minutes; its figures are kept with the benchmarks",
        ["./edgeecg demo --record ../shared/data/mitdb/208"] =
            "half a minute more of what the replay test runs",
        ["./edgeecg run --config /etc/edgeecg/edgeecg.yaml"] =
            "needs a device; EndToEnd runs it on a simulated chip",
        ["./edgeecg doctor"] = "needs a device and a broker; DoctorTests",
        ["./edgeecg doctor --simulate-fault frozen-drdy"] = "its answer is no; DoctorTests",
        ["./edgeecg status --config /etc/edgeecg/edgeecg.yaml"] = "needs a broker; StatusVerbTests",
        ["./edgeecg-train fit ../shared/data/mitdb --mitdb-split --seed 7 --out model"] =
            "takes minutes; FitTests",
        ["./edgeecg-train evaluate beats ../shared/data/mitdb"] = "the mitdb floor tests run the same",
        ["./edgeecg-train evaluate anomalies ../shared/data/mitdb/208 --model model"] =
            "needs the model fitted above",
    };
}
