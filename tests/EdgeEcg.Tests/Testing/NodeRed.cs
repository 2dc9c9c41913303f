using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// Node-RED with the flows of deploy/dashboards, started as its README says, on a free loopback port.
/// </summary>
internal sealed class NodeRed : IDisposable
{
    private readonly Process _process;

    private NodeRed(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Of the page with the devices.</summary>
    public string Address { get; }

    /// <exception cref="InvalidOperationException">It ended instead; the message is what it said.</exception>
    public static async Task<NodeRed> Start(
        TemporaryFolder folder, int brokerPort, params (string Name, string Value)[] variables)
    {
        string port = FreePort().ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new(Path.Combine(TestData.RepositoryRoot, "deploy", "dashboards", "start"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["EDGEECG_DASHBOARD_PORT"] = port,
                ["EDGEECG_DASHBOARD_STATE"] = folder.File("node-red"),
                ["EDGEECG_MQTT_PORT"] = brokerPort.ToString(CultureInfo.InvariantCulture),
            },
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        List<string> said = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.Contains("Started flows", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new NodeRed(process, $"http://127.0.0.1:{port}/dashboard/edgeecg");
            }
        }

        throw new InvalidOperationException(string.Join('\n', said) + await errors);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
