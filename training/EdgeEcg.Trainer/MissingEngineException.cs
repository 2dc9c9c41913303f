namespace EdgeEcg.Trainer;

/// <summary>A training engine that this build or this machine does not have.</summary>
internal sealed class MissingEngineException(string message, Exception? cause = null)
    : Exception(message, cause);
