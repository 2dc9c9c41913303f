using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// Runs something that may hang in the kernel, and waits no longer than agreed. What hangs keeps its thread,
/// which does not keep the process.
/// </summary>
internal static class BoundedCall
{
    /// <summary>False where it was not done in time. What it throws is thrown here.</summary>
    public static bool TryRun<T>(Func<T> call, TimeSpan limit, [NotNullWhen(true)] out T? result)
        where T : class
    {
        T? returned = null;
        ExceptionDispatchInfo? thrown = null;
        Thread thread = new(() =>
        {
            try
            {
                returned = call();
            }
            catch (Exception anything)
            {
                thrown = ExceptionDispatchInfo.Capture(anything);
            }
        })
        {
            IsBackground = true, Name = "doctor",
        };
        thread.Start();
        if (!thread.Join(limit))
        {
            result = null;
            return false;
        }

        thrown?.Throw();
        result = returned!;
        return true;
    }
}
