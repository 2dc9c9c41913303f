namespace EdgeEcg.Training.Engine;

internal enum ActivationKind
{
    Linear,
    Relu,
    Tanh,
    Sigmoid,
}
