namespace DeviceLogin;

/// <summary>The sign-in did not come to tokens.</summary>
internal sealed class DeviceException(string message) : Exception(message);
