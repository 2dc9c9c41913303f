using System.Runtime.InteropServices;

namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>
/// Waits for the broker's socket and for a wake-up from another thread in one poll(2), so that work handed
/// over is sent at once and an idle link costs no wake-ups. The wake-up is an eventfd: a counter in the
/// kernel that makes its descriptor readable, and however often it is rung, one read silences it.
/// </summary>
internal sealed unsafe partial class SocketWait : IDisposable
{
    private const int NonBlockingCloseOnExec = 0x80800; // EFD_NONBLOCK | EFD_CLOEXEC, eventfd(2)

    // Held for a write that never blocks: a wake-up must not reach a descriptor that was closed and reused.
    private readonly Lock _gate = new();
    private readonly EventHandle _wakeUp = OpenEvent(0, NonBlockingCloseOnExec);

    /// <summary>From any thread; after Dispose it does nothing.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (!_wakeUp.IsClosed)
            {
                ulong one = 1;
                _ = Write(_wakeUp.DangerousGetHandle(), &one, sizeof(ulong));
            }
        }
    }

    /// <param name="socket">Negative: only the wake-up is waited for.</param>
    /// <returns>
    /// What the socket is ready for; <see cref="SocketEvents.None"/> after a time-out or a wake-up.
    /// </returns>
    public SocketEvents Wait(int socket, bool wantsWrite, int timeoutMs)
    {
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry
        {
            Descriptor = socket,
            Wanted = SocketEvents.Readable | (wantsWrite ? SocketEvents.Writable : SocketEvents.None),
        };
        entries[1] = new PollEntry
        {
            Descriptor = (int)_wakeUp.DangerousGetHandle(),
            Wanted = SocketEvents.Readable,
        };

        int ready = PollNative(entries, 2, timeoutMs);
        if (ready <= 0)
        {
            return SocketEvents.None;
        }

        if (entries[1].Seen != SocketEvents.None)
        {
            ulong count;
            _ = Read(_wakeUp.DangerousGetHandle(), &count, sizeof(ulong));
        }

        return entries[0].Seen;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _wakeUp.Dispose();
        }
    }

    [LibraryImport("libc", EntryPoint = "eventfd")]
    private static partial EventHandle OpenEvent(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int PollNative(PollEntry* entries, nuint count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(nint descriptor, void* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(nint descriptor, void* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseNative(nint descriptor);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public SocketEvents Wanted;
        public SocketEvents Seen;
    }

    private sealed class EventHandle() : SafeHandle(-1, ownsHandle: true)
    {
        public override bool IsInvalid => (int)handle < 0;

        protected override bool ReleaseHandle() => CloseNative(handle) == 0;
    }
}
