namespace EdgeEcg.Monitor;

/// <summary>
/// A LED of the kernel's leds class (leds/leds-class.rst): its trigger is taken away, so that nobody else
/// switches it, and brightness is 0 or the most it has.
/// </summary>
public sealed class KernelStatusLight : IStatusLight
{
    private readonly string _folder;
    private bool _ours;

    /// <param name="name">As in /sys/class/leds.</param>
    /// <param name="sysfs">Where sysfs is mounted.</param>
    public KernelStatusLight(string name, string sysfs = "/sys") =>
        _folder = Path.Combine(sysfs, "class", "leds", name);

    public bool TryShow(bool lit)
    {
        try
        {
            string brightness = Path.Combine(_folder, "brightness");
            if (!File.Exists(brightness))
            {
                return false;
            }

            if (!_ours)
            {
                File.WriteAllText(Path.Combine(_folder, "trigger"), "none");
                _ours = true;
            }

            string most = File.ReadAllText(Path.Combine(_folder, "max_brightness"));
            File.WriteAllText(brightness, lit ? most : "0");
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
