namespace EdgeEcg.Tests.Monitor;

public sealed class KernelBoardTests() : BoardContract(new KernelBoardBench());
