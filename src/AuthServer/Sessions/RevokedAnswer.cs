namespace AuthServer.Sessions;

/// <summary>What ending sessions came to.</summary>
/// <param name="Ended">How many sessions were live, and are not any more.</param>
public sealed record RevokedAnswer(int Ended);
