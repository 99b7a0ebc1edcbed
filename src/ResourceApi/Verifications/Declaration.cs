using ResourceApi.Profiles;

namespace ResourceApi.Verifications;

/// <summary>What the user said of themselves in their profile when they submitted a verification: what is compared with the documents.</summary>
public sealed record Declaration
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public DateOnly? DateOfBirth { get; init; }

    public Address Address { get; init; } = new();

    internal static Declaration Of(Profile? profile) => profile is null ? new() : new()
    {
        FirstName = profile.FirstName,
        LastName = profile.LastName,
        DateOfBirth = profile.DateOfBirth,
        Address = profile.Address,
    };
}
