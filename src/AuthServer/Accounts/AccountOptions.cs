using System.ComponentModel.DataAnnotations;
using AuthServer.Devices;
using ServiceDefaults.Sections;

namespace AuthServer.Accounts;

/// <summary>Section <c>Accounts</c>.</summary>
public sealed class AccountOptions : ICheckedSection
{
    /// <summary>The section of the configuration that is bound to this class.</summary>
    public const string Section = "Accounts";

    /// <summary>The first-party client on whose behalf the REST routes sign in.</summary>
    [Required]
    public string Client { get; set; } = "mobile";

    /// <summary>Whether a password sign-in waits until the account's e-mail address is verified.</summary>
    public bool RequireVerifiedEmail { get; set; } = true;

    /// <summary>How often one address may try or request credentials in a minute, over all routes and grants together.</summary>
    [Range(1, 100_000)]
    public int AttemptsPerMinute { get; set; } = 60;

    /// <summary>PINs.</summary>
    public PinOptions Pin { get; set; } = new();

    /// <summary>Passwords.</summary>
    public PasswordOptions Password { get; set; } = new();

    /// <summary>Devices.</summary>
    public DeviceOptions Devices { get; set; } = new();

    /// <summary>Limits that hold over many accounts; each counts in the database, for all nodes together.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <inheritdoc/>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (Pin.Length is < 4 or > 8) yield return "Pin:Length: must be from 4 to 8.";
        if (Pin.Iterations is < 20_000 or > 1_000_000) yield return "Pin:Iterations: must be from 20000 to 1000000.";
        if (Password.Iterations is < 210_000 or > 5_000_000) yield return "Password:Iterations: must be from 210000 to 5000000.";
        if (Devices.Max is < 1 or > 1_000) yield return "Devices:Max: must be from 1 to 1000.";
        foreach (var fault in Limits.Faults()) yield return "Limits:" + fault;
        if (!Enum.IsDefined(Pin.NewDevice)) yield return "Pin:NewDevice: must be Code or Allow.";
        if (Pin.NewDevice != NewDevicePolicy.Code && environment.IsProduction()) yield return "Pin:NewDevice: must be Code in Production.";
    }

    /// <summary>Section <c>Accounts:Devices</c>.</summary>
    public sealed class DeviceOptions
    {
        /// <summary>How many devices an account knows at most; then the one that was used least lately gives way.</summary>
        public int Max { get; set; } = 20;
    }

    /// <summary>Section <c>Accounts:Pin</c>.</summary>
    public sealed class PinOptions
    {
        /// <summary>Digits of a PIN, 4 to 8.</summary>
        public int Length { get; set; } = 4;

        /// <summary>Iterations of PBKDF2-HMAC-SHA-512.</summary>
        public int Iterations { get; set; } = 20_000;

        /// <summary>What a right PIN from a device that the account does not know has to do first.</summary>
        public NewDevicePolicy NewDevice { get; set; } = NewDevicePolicy.Code;
    }

    /// <summary>Section <c>Accounts:Password</c>.</summary>
    public sealed class PasswordOptions
    {
        /// <summary>Iterations of PBKDF2-HMAC-SHA-512.</summary>
        public int Iterations { get; set; } = 210_000;
    }
}
