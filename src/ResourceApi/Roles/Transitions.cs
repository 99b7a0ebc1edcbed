using ResourceApi.People;

namespace ResourceApi.Roles;

/// <summary>Which types users may give themselves, and what each type can do: every rule of it.</summary>
internal static class Transitions
{
    private static readonly (string From, string To)[] Allowed =
    [
        (UserTypes.Customer, UserTypes.Provider),
        (UserTypes.Provider, UserTypes.Customer),
    ];

    private static readonly Dictionary<string, string[]> CapabilitiesOf = new(StringComparer.Ordinal)
    {
        [UserTypes.Customer] = ["find_providers", "rate_providers", "submit_verifications"],
        [UserTypes.Provider] = ["be_found", "find_customers", "rate_customers", "submit_verifications"],
        [UserTypes.Admin] = ["find_everybody", "review_verifications"],
    };

    /// <summary>The types that somebody of a type may become.</summary>
    public static IReadOnlyList<string> From(string type) => [.. Allowed.Where(rule => rule.From == type).Select(rule => rule.To)];

    /// <summary>What somebody of a type can do.</summary>
    public static IReadOnlyList<string> Capabilities(string type) => CapabilitiesOf.GetValueOrDefault(type, []);
}
