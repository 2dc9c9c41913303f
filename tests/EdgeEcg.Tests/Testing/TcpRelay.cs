using System.Net;
using System.Net.Sockets;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// A network between a client and a server on this machine that does what networks do: refuses, cuts, goes
/// silent without a word, or is slow.
/// </summary>
internal sealed class TcpRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _sockets = [];
    private readonly Task _serving;
    private volatile int _target;
    private volatile bool _isSilent;
    private volatile int _chunkBytes = 4096;
    private long _bytesSwallowed;

    public TcpRelay()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = Serve();
    }

    public int Port { get; }

    /// <summary>Connections let through so far.</summary>
    public int Connections { get; private set; }

    /// <summary>What has gone into the silence so far.</summary>
    public long BytesSwallowed => Interlocked.Read(ref _bytesSwallowed);

    /// <summary>Chunks of a slow network; each waits for a turn of the scheduler.</summary>
    public int ChunkBytes
    {
        set => _chunkBytes = value;
    }

    /// <summary>From now on connections reach this port.</summary>
    public void Open(int target)
    {
        _isSilent = false;
        _target = target;
    }

    /// <summary>Connections end with a reset, and no new one is let through.</summary>
    public void Cut()
    {
        _target = 0;
        ResetAll();
    }

    /// <summary>Connections end with a reset; a new one may come.</summary>
    public void ResetAll()
    {
        lock (_sockets)
        {
            foreach (Socket socket in _sockets)
            {
                Reset(socket);
            }

            _sockets.Clear();
        }
    }

    /// <summary>What is open stays open, and nothing passes any more; new connections do.</summary>
    public void GoSilent() => _isSilent = true;

    public void Dispose()
    {
        _listener.Stop();
        Cut();
        _serving.Wait();
    }

    private static void Reset(Socket socket)
    {
        if (!socket.SafeHandle.IsClosed)
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
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
                break;
            }

            running.Add(Relay(await accepted, _target));
        }

        await Task.WhenAll(running);
    }

    private async Task<Socket> Accept() => await _listener.AcceptSocketAsync();

    private async Task Relay(Socket client, int target)
    {
        if (target == 0)
        {
            Reset(client);
            return;
        }

        _isSilent = false;
        Connections++;
        Socket server = new(SocketType.Stream, ProtocolType.Tcp);
        lock (_sockets)
        {
            _sockets.AddRange([client, server]);
        }

        Task connecting = server.ConnectAsync(IPAddress.Loopback, target);
        await Task.WhenAny(connecting);
        if (!connecting.IsCompletedSuccessfully)
        {
            Reset(client);
            return;
        }

        Task up = Pass(client, server);
        Task down = Pass(server, client);
        await Task.WhenAny(Task.WhenAny(up, down));
        Reset(client);
        Reset(server);
        await Task.WhenAny(Task.WhenAll(up, down));
    }

    private async Task Pass(Socket from, Socket to)
    {
        byte[] bytes = new byte[4096];
        int read;
        while ((read = await from.ReceiveAsync(bytes.AsMemory(0, _chunkBytes))) > 0)
        {
            if (_isSilent)
            {
                Interlocked.Add(ref _bytesSwallowed, read);
            }
            else
            {
                await to.SendAsync(bytes.AsMemory(0, read));
            }
        }
    }
}
