namespace EdgeEcg.Training.Onnx;

/// <summary>An ONNX file that does not do what the model it was made from does; it was not written.</summary>
public sealed class BadExportException(string message) : Exception(message);
