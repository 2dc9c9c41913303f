using Microsoft.ML.OnnxRuntime;

namespace EdgeEcg.Scoring;

/// <summary>
/// How ONNX Runtime is used everywhere in EdgeEcg: one thread, no spinning, no telemetry, and silent below
/// errors. On the device one core must stay free for acquisition; a beat takes microseconds, so a thread pool
/// could only cost; tensors of a kilobyte need no arena.
/// </summary>
public static class OrtRuntime
{
    private static readonly Lazy<OrtEnv> Environment = new(CreateEnvironment);

    /// <summary>Opens a session over a model in memory. The caller disposes it.</summary>
    /// <exception cref="OnnxRuntimeException">The bytes are no model ONNX Runtime accepts.</exception>
    public static InferenceSession Open(byte[] onnx)
    {
        _ = Environment.Value;
        using SessionOptions options = new()
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return new InferenceSession(onnx, options);
    }

    private static OrtEnv CreateEnvironment()
    {
        EnvironmentCreationOptions options = new()
        {
            logId = "edgeecg",
            logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        OrtEnv environment = OrtEnv.CreateInstanceWithOptions(ref options);
        environment.DisableTelemetryEvents();
        return environment;
    }
}
