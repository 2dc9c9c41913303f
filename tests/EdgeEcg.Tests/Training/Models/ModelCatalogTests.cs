using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Tests.Training.Models;

public sealed class ModelCatalogTests
{
    /// <summary>Counts as the seeds' own code reports them.</summary>
    [Theory]
    [InlineData(ModelCatalog.LstmAe, 265_920)]
    [InlineData(ModelCatalog.SparseLstmAe, 265_920)]
    [InlineData(ModelCatalog.ResidualDecoder, 362_880)]
    [InlineData(ModelCatalog.SrlAe, 362_880)]
    [InlineData(ModelCatalog.ResidualEncoder, 363_232)]
    [InlineData(ModelCatalog.ResidualBoth, 460_192)]
    public void Models_have_as_many_weights_as_the_originals(string name, int weights) =>
        Assert.Equal(weights, ModelCatalog.Build(name, samples: 140).Layout.Count);

    [Fact]
    public void Every_model_has_a_recipe_and_gives_back_what_it_takes()
    {
        foreach (string name in ModelCatalog.Names)
        {
            Network network = ModelCatalog.Build(name, samples: 140);

            Assert.Equal(140, network.Input.Values);
            Assert.Equal(140, network.Output.Values);
            Assert.Equal(name, ModelCatalog.RecipeOf(name, seed: 1).Model);
        }
    }
}
