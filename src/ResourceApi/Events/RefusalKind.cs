namespace ResourceApi.Events;

/// <summary>What an event has ended.</summary>
public enum RefusalKind
{
    /// <summary>A sign-in, by <c>sid</c>.</summary>
    Session = 1,

    /// <summary>One access token, by <c>jti</c>.</summary>
    Token = 2,

    /// <summary>All access tokens of one grant, by the grant id that their <c>jti</c> begins with.</summary>
    Grant = 3,
}
