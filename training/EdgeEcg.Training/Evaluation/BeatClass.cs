namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// The classes in which ANSI/AAMI EC57 counts beats, and the two answers that are no beat: nothing there, and
/// unreadable there.
/// </summary>
public enum BeatClass : byte
{
    /// <summary>N: a beat that begins in the sinus node, bundle branch blocks included.</summary>
    Normal,

    /// <summary>S: supraventricular ectopic, premature or escape.</summary>
    Supraventricular,

    /// <summary>V: ventricular ectopic, premature or escape.</summary>
    Ventricular,

    /// <summary>F: fusion of a ventricular and a normal beat.</summary>
    Fusion,

    /// <summary>Q: paced, or impossible to classify.</summary>
    Unknown,

    /// <summary>O: the other side has no beat here.</summary>
    None,

    /// <summary>X: the other side declared the signal unreadable here.</summary>
    Unreadable,
}
