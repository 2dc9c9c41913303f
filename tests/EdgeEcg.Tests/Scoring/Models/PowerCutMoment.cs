namespace EdgeEcg.Tests.Scoring.Models;

public enum PowerCutMoment
{
    Before,
    Within,
    After,
}
