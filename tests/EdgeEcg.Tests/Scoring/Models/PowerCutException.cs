namespace EdgeEcg.Tests.Scoring.Models;

/// <summary>The power is gone: nothing of this process goes on.</summary>
internal sealed class PowerCutException : Exception;
