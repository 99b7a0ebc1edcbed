namespace AuthServer.Messaging;

/// <summary>Shows a destination to its owner, and to the log, without telling it to others.</summary>
public static class Masked
{
    /// <summary><c>+12*******01</c> or <c>a***@example.com</c>.</summary>
    public static string Of(string destination)
    {
        var at = destination.IndexOf('@', StringComparison.Ordinal);
        if (at > 0) return destination[0] + "***" + destination[at..];
        return destination.Length > 5 ? destination[..3] + new string('*', destination.Length - 5) + destination[^2..] : "***";
    }
}
