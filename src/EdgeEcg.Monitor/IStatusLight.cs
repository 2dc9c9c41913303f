namespace EdgeEcg.Monitor;

/// <summary>A light on the device for whoever stands beside it.</summary>
public interface IStatusLight
{
    /// <summary>False where the light does not answer; it then stays as it is.</summary>
    public bool TryShow(bool lit);
}
