namespace AuthServer.Tests.Accounts.States;

/// <summary>What has become of a user between the beginning of something and its end.</summary>
public enum UserState
{
    Untouched,
    Disabled,
    Locked,
    Deleted,
    PinChanged,
    SessionEnded,
}
