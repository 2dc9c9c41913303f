using System.Text.Json;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;

namespace EdgeEcg.Monitor.Sparkplug;

/// <summary>
/// The two counters of a node. <c>bdSeq</c> names a session, rises with every CONNECT and is kept in
/// <c>state/sparkplug.json</c>, so that a late will of an earlier session is not taken for this one's;
/// <c>seq</c> numbers the messages of a session from its birth, without a gap. Both wrap after 255
/// (section 6.4.6 and 6.4.19).
/// </summary>
/// <param name="state">None: sessions are counted from 0 in every run.</param>
internal sealed class SparkplugSequence(StateFolder? state)
{
    private const string FileName = "sparkplug.json";
    private const int Wrap = 256;

    private int _session = state?.Read(FileName, MessageJson.Default.Int32Array) is [int last]
        ? last
        : Wrap - 1;

    private int _message;

    /// <summary>bdSeq of the session that is, or that is being tried.</summary>
    public int Session => _session;

    /// <summary>A CONNECT is about to be sent.</summary>
    public void NextSession()
    {
        _session = (_session + 1) % Wrap;
        state?.Write(
            FileName, JsonSerializer.SerializeToUtf8Bytes([_session], MessageJson.Default.Int32Array));
    }

    /// <summary>seq of the next message; that of a birth is 0.</summary>
    public ulong Next => (ulong)((_message + 1) % Wrap);

    /// <summary>A birth was sent.</summary>
    public void Restart() => _message = 0;

    /// <summary>The next message was sent.</summary>
    public void Advance() => _message = (_message + 1) % Wrap;
}
