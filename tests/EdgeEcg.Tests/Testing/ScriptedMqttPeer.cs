using System.Net;
using System.Net.Sockets;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// The other end of an MQTT connection, for what no real broker will do: stay silent, answer late, hang up in
/// the middle, refuse with any code, talk nonsense. Each connection runs the next script; the last one
/// repeats. A connection whose script has ended stays open, silent, until the peer is disposed.
/// </summary>
internal sealed class ScriptedMqttPeer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<ScriptedMqttConnection> _connections = [];
    private readonly Func<ScriptedMqttConnection, Task>[] _scripts;
    private readonly Task _serving;
    private volatile bool _closed;

    public ScriptedMqttPeer(params Func<ScriptedMqttConnection, Task>[] scripts)
    {
        _scripts = scripts;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = Serve();
    }

    public int Port { get; }

    /// <summary>
    /// What a script threw, so that a wrong script fails its test and not only its time limit.
    /// </summary>
    public Exception? Fault { get; private set; }

    public int Connections
    {
        get
        {
            lock (_connections)
            {
                return _connections.Count;
            }
        }
    }

    public void Dispose()
    {
        _closed = true;
        _listener.Stop();
        lock (_connections)
        {
            foreach (ScriptedMqttConnection connection in _connections)
            {
                connection.Dispose();
            }
        }

        _serving.Wait();
    }

    private async Task Serve()
    {
        List<Task> running = [];
        while (true)
        {
            Task<Socket> accepted = Accept();
            await Task.WhenAny(accepted);
            if (!accepted.IsCompletedSuccessfully)
            {
                // Stopping the listener is how the peer ends; anything else is a fault.
                Fault = _closed ? Fault : accepted.Exception;
                break;
            }

            running.Add(Run(new ScriptedMqttConnection(await accepted)));
        }

        await Task.WhenAll(running);
    }

    /// <summary>A stopped listener throws at once or later; this makes it always later.</summary>
    private async Task<Socket> Accept() => await _listener.AcceptSocketAsync();

    private async Task Run(ScriptedMqttConnection connection)
    {
        int number;
        lock (_connections)
        {
            number = _connections.Count;
            _connections.Add(connection);
        }

        Task script = _scripts[Math.Min(number, _scripts.Length - 1)](connection);
        await Task.WhenAny(script);

        // A client that hangs up, or the end of the test, is no fault of the script.
        if (script.Exception?.InnerException is { } fault and not (IOException or SocketException)
            && !_closed)
        {
            Fault = fault;
        }
    }
}
