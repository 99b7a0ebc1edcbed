using System.Text.RegularExpressions;
using EndToEnd.Clients;

namespace EndToEnd.Apis;

/// <summary>What a refusal of an API asks for, read as a client reads it.</summary>
internal sealed partial class Challenge
{
    private readonly Dictionary<string, string> _parameters;

    private Challenge(Dictionary<string, string> parameters) => _parameters = parameters;

    /// <summary>A parameter; null where it is not there.</summary>
    public string? this[string name] => _parameters.GetValueOrDefault(name);

    public static Challenge Of(JsonAnswer answer)
    {
        Assert.StartsWith("Bearer ", answer.Challenge, StringComparison.Ordinal);
        return new(Parameter().Matches(answer.Challenge).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal));
    }

    [GeneratedRegex("(?<name>[a-z_]+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex Parameter();
}
