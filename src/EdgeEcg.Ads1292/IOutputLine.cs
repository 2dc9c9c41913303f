namespace EdgeEcg.Ads1292;

/// <summary>A GPIO output wired to PWDN/RESET or to START.</summary>
public interface IOutputLine
{
    /// <summary>Drives the pin. False where the line refused.</summary>
    public bool TrySet(bool high);
}
