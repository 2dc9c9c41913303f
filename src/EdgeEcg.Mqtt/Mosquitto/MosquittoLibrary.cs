using System.Runtime.InteropServices;

namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>
/// Loads libmosquitto and sets it up, once per process. It is never torn down again: its clean-up also
/// unloads OpenSSL's configuration, which the rest of the process may be using.
/// </summary>
internal static class MosquittoLibrary
{
    // 2.0 is what Debian 11 and later ship; 1.x lacks reason codes for a refused publish.
    private const int OldestMajor = 2;

    private static readonly Lazy<Version> Loaded = new(() => Load(MosquittoNative.Library));

    /// <exception cref="MqttLibraryException">It is missing or too old.</exception>
    public static Version Require() => Loaded.Value;

    internal static Version Load(string fileName)
    {
        if (!NativeLibrary.TryLoad(fileName, out _))
        {
            throw new MqttLibraryException(
                $"The MQTT library {fileName} was not found; install the Debian package libmosquitto1 "
                + "(apt install libmosquitto1).");
        }

        MosquittoNative.LibraryVersion(out int major, out int minor, out int revision);
        if (major < OldestMajor)
        {
            throw new MqttLibraryException(
                $"The MQTT library {fileName} has version {major}.{minor}.{revision}, "
                + $"expected {OldestMajor}.0 or later; upgrade the Debian package libmosquitto1.");
        }

        _ = MosquittoNative.LibraryInit();
        return new Version(major, minor, revision);
    }
}
