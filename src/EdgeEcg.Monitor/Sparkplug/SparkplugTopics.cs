namespace EdgeEcg.Monitor.Sparkplug;

/// <summary>The topics of a node: <c>spBv1.0/group/type/node</c> (section 4.1).</summary>
/// <param name="Group">Without <c>+</c>, <c>/</c> and <c>#</c>.</param>
/// <param name="Node">The same; unique within the group.</param>
internal sealed record SparkplugTopics(string Group, string Node)
{
    public string Birth => Of("NBIRTH");

    public string Death => Of("NDEATH");

    public string Data => Of("NDATA");

    public string Command => Of("NCMD");

    private string Of(string type) => $"spBv1.0/{Group}/{type}/{Node}";
}
