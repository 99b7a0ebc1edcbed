namespace AuthServer.Admin;

/// <summary>Values as the database keeps them: the first answer says what all later ones say.</summary>
internal static class Stored
{
    /// <summary>Now, to the millisecond.</summary>
    public static DateTimeOffset Moment(TimeProvider time) => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
