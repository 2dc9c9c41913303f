using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Engine;

public sealed class OwnEngineTests() : TrainingEngineContract(() => OwnEngine.Instance);
