namespace AuthServer.Protocol.Registration;

/// <summary>What is wrong with a client's metadata.</summary>
/// <param name="Field">The member, as it is spelled on the wire.</param>
/// <param name="Message">A sentence that says what to change; holds nothing of the caller's input.</param>
public sealed record MetadataFault(string Field, string Message);
