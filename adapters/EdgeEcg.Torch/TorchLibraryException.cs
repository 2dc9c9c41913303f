using System.Runtime.InteropServices;

namespace EdgeEcg.Torch;

/// <summary>TorchSharp's native library does not load: this system is too old for it, or lacks it.</summary>
public sealed class TorchLibraryException(Exception cause)
    : Exception($"TorchSharp's native library does not load here: {Reason(cause)}", cause)
{
    private const string Library = "runtimes/linux-x64/native/libLibTorchSharp.so";

    // The library tells a page of attempts; what stands in the way is the loader's own sentence.
    private static string Reason(Exception cause)
    {
        try
        {
            NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, Library));
        }
        catch (Exception refused) when (refused is DllNotFoundException or BadImageFormatException)
        {
            string[] lines = refused.Message.Split('\n', StringSplitOptions.TrimEntries);
            return lines.FirstOrDefault(line => line.Contains("not found", StringComparison.Ordinal))
                ?? lines[0];
        }

        return cause.GetBaseException().Message.Split('\n')[0].Trim();
    }
}
