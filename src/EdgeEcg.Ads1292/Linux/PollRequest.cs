using System.Runtime.InteropServices;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollRequest
{
    public int FileDescriptor;
    public PollEvents Events;
    public PollEvents ReturnedEvents;
}
