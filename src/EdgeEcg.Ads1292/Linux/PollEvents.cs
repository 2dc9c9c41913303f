namespace EdgeEcg.Ads1292.Linux;

/// <summary>poll.h.</summary>
[Flags]
internal enum PollEvents : short
{
    None = 0x00,
    Readable = 0x01,
    Error = 0x08,
    HangUp = 0x10,
    Invalid = 0x20,
    AnyFault = Error | HangUp | Invalid,
}
