namespace ResourceApi.People;

/// <summary>A user as the authorization server last told of them; nothing of it is set here.</summary>
public sealed class Person
{
    /// <summary>The token's <c>sub</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Rises with every change over there: news that is older than what is here is left aside.</summary>
    public required long Version { get; set; }

    public required string Username { get; set; }

    /// <summary>E.164, where there is a number.</summary>
    public string? PhoneNumber { get; set; }

    /// <summary>Whether the number was proved to be theirs.</summary>
    public bool IsPhoneVerified { get; set; }

    /// <summary>One of <see cref="UserTypes"/>.</summary>
    public required string UserType { get; set; }

    /// <summary>The names of the user's roles, separated by spaces.</summary>
    public required string Roles { get; set; }

    /// <summary><c>none</c>, <c>pending</c>, <c>in_progress</c>, <c>verified</c>, <c>rejected</c> or <c>expired</c>.</summary>
    public string KycStatus { get; set; } = "none";

    /// <summary>Disabled accounts are found by nobody.</summary>
    public bool Disabled { get; set; }

    /// <summary>Access tokens with a lower <c>authz_version</c> are refused.</summary>
    public long AuthorizationVersion { get; set; } = 1;

    /// <summary>Until when such tokens may be alive.</summary>
    public DateTimeOffset? OldTokensDeadAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
