namespace EdgeEcg.Records.Recording;

/// <summary>Tells the failure that eviction can help against from all others.</summary>
internal static class DiskFull
{
    /// <summary>ENOSPC and EDQUOT of errno.h on Linux; .NET hands the number on as it is.</summary>
    private const int NoSpace = 28;

    private const int QuotaExceeded = 122;

    public static bool Is(Exception trouble) => trouble is IOException { HResult: NoSpace or QuotaExceeded };
}
