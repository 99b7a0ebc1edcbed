namespace AuthServer.Devices;

/// <summary>What a sign-in by PIN from a device that the account does not know has to do first.</summary>
public enum NewDevicePolicy
{
    /// <summary>Bring the code that is sent to the phone.</summary>
    Code,

    /// <summary>Nothing. For Development.</summary>
    Allow,
}
