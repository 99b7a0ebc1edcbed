namespace AuthServer.Devices;

/// <summary>An app installation that an account knows. Everything but the hash is for people to read, never proof.</summary>
public sealed class Device
{
    /// <summary>Key of the row.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The account.</summary>
    public required Guid UserId { get; init; }

    /// <summary>SHA-256 of the identifier that the app gave itself.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The device's name.</summary>
    public string? Name { get; set; }

    /// <summary>The operating system.</summary>
    public string? Platform { get; set; }

    /// <summary>Phone, tablet, …</summary>
    public string? Type { get; set; }

    /// <summary>The app's version.</summary>
    public string? AppVersion { get; set; }

    /// <summary>Whether it may sign in by PIN without a code; false where it was only used with a password.</summary>
    public required bool Trusted { get; set; }

    /// <summary>Whether its first sign-in has been told to the user.</summary>
    public bool Announced { get; init; }

    /// <summary>The address of its last sign-in.</summary>
    public string? LastAddress { get; set; }

    /// <summary>Its last sign-in.</summary>
    public required DateTimeOffset LastUsedAt { get; set; }

    /// <summary>When the account came to know it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
