namespace AuthServer.Protocol.Device;

/// <summary>What a device gets to begin with (RFC 8628 §3.2).</summary>
/// <param name="DeviceCode">With which it polls; a secret.</param>
/// <param name="UserCode">For its user to type, <c>XXXX-XXXX</c>.</param>
internal sealed record DeviceCodes(string DeviceCode, string UserCode);
