namespace EdgeEcg.Device.Config;

/// <summary>A check that ran and found something: exit code 1, and the findings on standard error.</summary>
internal sealed class CheckFailedException(string findings) : Exception(findings);
