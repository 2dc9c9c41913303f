using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Onnx;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// Quantization-aware fine-tuning (Jacob et al. 2018): some more epochs, at a tenth of the learning rate, in
/// which weights and, in a feed-forward model, activations are rounded as int8 will round them. A recurrent
/// model's activations are rounded by ranges that nobody knows beforehand; there only the weights are. The
/// engine is always the trainer's own: no other one rounds.
/// </summary>
internal static class Int8Tuning
{
    private const double LearningRateShare = 0.1;

    /// <param name="model">A trained one; it is left as it is.</param>
    /// <param name="training">What it was trained on.</param>
    /// <param name="validation">Chooses the epoch, by the loss of the rounded model.</param>
    /// <param name="report">Receives one line per epoch, counted on.</param>
    /// <param name="elapsed">Time trained so far.</param>
    /// <param name="cancellation">Ends training between two batches.</param>
    /// <returns>Weights to quantize instead of the model's; its own, where no epoch was better.</returns>
    public static float[] Run(
        FittedModel model,
        BeatMatrix training,
        BeatMatrix validation,
        Action<EpochLine> report,
        Func<TimeSpan> elapsed,
        CancellationToken cancellation)
    {
        FitRecipe recipe = model.Recipe with
        {
            MaxEpochs = model.Recipe.Int8Epochs,
            LearningRate = model.Recipe.LearningRate * LearningRateShare,
            Engine = new RoundingEngine(OwnEngine.Instance, model.Recipe.Weights),
        };
        using FitState state = FitState.From(
            recipe, Rounded(model, training), training, validation, model.Weights);
        while (!state.IsFinished)
        {
            EpochLine line = state.TrainEpoch(elapsed, cancellation);
            report(line with { Epoch = model.History.Count + line.Epoch });
        }

        return state.Best.Take();
    }

    /// <summary>The network with its activations rounded before every product.</summary>
    private static Network Rounded(FittedModel model, BeatMatrix training)
    {
        Network network = model.Network;
        if (network.Input.Steps > 1)
        {
            return network;
        }

        Queue<AffineQuantization> inputs = new(Calibration.Of(
            network,
            model.Weights,
            FeedForwardStages.Of(network, model.Weights),
            training,
            model.Recipe.Calibration));
        List<ILayer> layers = [];
        foreach (ILayer layer in network.Layers)
        {
            if (layer is DenseLayer or GroupedDenseLayer)
            {
                layers.Add(new RoundingLayer(layer.Input, inputs.Dequeue()));
            }

            layers.Add(layer);
        }

        return new Network(network.Architecture, network.Layout, layers);
    }
}
