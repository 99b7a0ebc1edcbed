namespace ResourceApi.Profiles;

/// <summary>Whether a user takes work at the moment.</summary>
public enum Availability
{
    Available,
    Busy,
    Unavailable,
}
