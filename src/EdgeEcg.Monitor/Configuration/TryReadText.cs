namespace EdgeEcg.Monitor.Configuration;

internal delegate bool TryReadText<T>(string text, out T value);
