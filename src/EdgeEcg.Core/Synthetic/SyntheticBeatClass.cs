namespace EdgeEcg.Core.Synthetic;

/// <summary>The AAMI EC57 classes that the synthetic heart can make.</summary>
public enum SyntheticBeatClass
{
    Normal,
    Supraventricular,
    Ventricular,
}
