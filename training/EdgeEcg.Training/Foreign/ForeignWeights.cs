using System.Text.RegularExpressions;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Foreign;

/// <summary>
/// Brings the weights of a file into one of our architectures. A layer takes the module with the same kind of
/// weights in the same shapes, whatever it is called; where several fit, an encoder's comes before a
/// decoder's, and then the order of their numbers decides. Nothing may be left over and nothing missing.
/// </summary>
internal static partial class ForeignWeights
{
    /// <param name="file">For messages.</param>
    /// <exception cref="BadModelException">The file has other layers than the architecture.</exception>
    public static float[] Of(string file, Network network, IReadOnlyList<ForeignTensor> tensors)
    {
        List<ForeignModule> left = [.. ForeignModule.Of(tensors)
            .OrderBy(module => OrderOf(module.Name), StringComparer.Ordinal)];
        float[] weights = new float[network.Layout.Count];
        List<string> missing = [];
        foreach (ILayer layer in network.Layers.Where(HasWeights))
        {
            ForeignModule? module = left.FirstOrDefault(candidate => candidate.Fits(layer));
            if (module is null)
            {
                missing.Add(Describe(layer));
                continue;
            }

            module.Fill(layer, weights);
            left.Remove(module);
        }

        if (missing.Count > 0)
        {
            throw new BadModelException(
                file, $"what {network.Architecture} needs and the file does not have",
                string.Join(", ", missing), "nothing");
        }

        return left.Count == 0
            ? weights
            : throw new BadModelException(
                file, $"what the file has and {network.Architecture} does not need",
                string.Join(", ", left.Select(module => module.Name)), "nothing");
    }

    private static bool HasWeights(ILayer layer) =>
        layer is LstmLayer or ResidualLstmLayer or BatchNormLayer or DenseLayer;

    private static string Describe(ILayer layer) => layer switch
    {
        LstmLayer => $"an LSTM from {layer.Input.Features} to {layer.Output.Features}",
        ResidualLstmLayer => $"a residual LSTM from {layer.Input.Features} to {layer.Output.Features}",
        BatchNormLayer => $"a batch norm of {layer.Input.Features}",
        _ => $"a matrix from {layer.Input.Features} to {layer.Output.Features}",
    };

    /// <summary>Encoders first; numbers padded, so that 10 comes after 9.</summary>
    private static string OrderOf(string module)
    {
        bool decodes = module.Contains("dec", StringComparison.OrdinalIgnoreCase);
        return (decodes ? "1" : "0") + Number().Replace(module, digits => digits.Value.PadLeft(6, '0'));
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
