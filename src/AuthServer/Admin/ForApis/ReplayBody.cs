namespace AuthServer.Admin.ForApis;

/// <summary>Whom to tell once more.</summary>
/// <param name="Receiver">The receiver's name in section <c>Events</c>.</param>
internal sealed record ReplayBody(string Receiver);
