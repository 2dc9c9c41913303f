using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeEcg.Tests.Training.Fetching;

/// <summary>
/// A small HTTP server on a free loopback port: whole files and the rest of files, and a line that breaks
/// after so many bytes as often as a test wants.
/// </summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();

    public FileServer()
    {
        _listener.Start();
        _ = Serve();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>By path without the first slash.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>"path from" of every request.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>So many of the next answers end early.</summary>
    public int BrokenAnswers { get; set; }

    public int BytesBeforeBreak { get; set; }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _end.Dispose();
    }

    /// <summary>Ends, cancelled, when the test does.</summary>
    private async Task Serve()
    {
        while (!_end.IsCancellationRequested)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
            await Answer(client.GetStream());
        }
    }

    private async Task Answer(NetworkStream stream)
    {
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        string path = (await reader.ReadLineAsync(_end.Token) ?? "").Split(' ')[1][1..];
        int from = 0;
        while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 } header)
        {
            if (header.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                from = int.Parse(header["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }
        }

        Requests.Add($"{path} {from}");
        if (!Files.TryGetValue(path, out byte[]? content))
        {
            await Send(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n", []);
        }
        else if (from >= content.Length && from > 0)
        {
            await Send(
                stream,
                "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n"
                + $"Content-Range: bytes */{content.Length}\r\n",
                []);
        }
        else
        {
            byte[] rest = content[from..];
            string status = from > 0 ? "206 Partial Content" : "200 OK";
            string range = from > 0
                ? $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\n"
                : "";
            bool breaks = BrokenAnswers-- > 0;
            await Send(
                stream,
                $"HTTP/1.1 {status}\r\nContent-Length: {rest.Length}\r\n{range}",
                breaks ? rest[..Math.Min(BytesBeforeBreak, rest.Length)] : rest);
        }
    }

    private async Task Send(NetworkStream stream, string head, byte[] body)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "Connection: close\r\n\r\n"), _end.Token);
        await stream.WriteAsync(body, _end.Token);
    }
}
