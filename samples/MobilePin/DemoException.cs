namespace MobilePin;

/// <summary>The servers did not do what the demo shows.</summary>
internal sealed class DemoException(string message) : Exception(message);
