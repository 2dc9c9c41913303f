namespace EdgeEcg.Mqtt;

/// <summary>Whose publish it is: only the caller's answers go to the caller.</summary>
internal enum PublishPurpose : byte
{
    Unknown,
    Caller,
    Presence,
}
