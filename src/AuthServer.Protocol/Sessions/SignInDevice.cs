namespace AuthServer.Protocol.Sessions;

/// <summary>The device of a sign-in, as the host knows it.</summary>
/// <param name="Id">Its row in the host's list of devices; null where it was not named.</param>
/// <param name="IsNew">The user has not signed in from it before; whoever follows sign-ins tells them.</param>
public sealed record SignInDevice(Guid? Id, bool IsNew);
