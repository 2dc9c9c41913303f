namespace EdgeEcg.Training.Engine;

/// <summary>Loshchilov and Hutter's AdamW, with the values PyTorch starts from.</summary>
internal readonly record struct AdamWSettings(double Beta1, double Beta2, double Epsilon, double WeightDecay)
{
    public static AdamWSettings Default { get; } = new(0.9, 0.999, 1e-8, 0.01);
}
