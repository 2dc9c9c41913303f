namespace EdgeEcg.Device.Pictures;

/// <summary>Which part of a text is where it is put.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}
