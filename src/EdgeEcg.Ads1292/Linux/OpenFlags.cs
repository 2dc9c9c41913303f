namespace EdgeEcg.Ads1292.Linux;

/// <summary>fcntl.h (asm-generic; the same on x86-64, arm64 and arm).</summary>
[Flags]
internal enum OpenFlags
{
    ReadOnly = 0x0,
    ReadWrite = 0x2,
    CloseOnExec = 0x80000,
}
