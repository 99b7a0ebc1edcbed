using AuthServer.Protocol.Scopes;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Registration;

/// <summary>Stops the start on settings that mean nothing; the message names the key.</summary>
internal sealed class RegistrationOptionsRules : IValidateOptions<RegistrationOptions>
{
    public ValidateOptionsResult Validate(string? name, RegistrationOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(RegistrationOptions o)
    {
        if (ScopeSet.Parse(o.Scopes) is null) yield return "Registration:Scopes must be scopes, separated by one space.";
        // A grant type is spelled with the characters of a scope or of a URI, and both are told apart by one space.
        if (ScopeSet.Parse(o.GrantTypes) is not { Count: > 0 }) yield return "Registration:GrantTypes must be grant types, separated by one space.";
        if (o.RegistrationsPerHour is < 0 or > 1_000_000) yield return "Registration:RegistrationsPerHour must be from 0 to 1000000.";
        if (o.DocumentsPerMinute is < 0 or > 1_000_000) yield return "Registration:DocumentsPerMinute must be from 0 to 1000000.";
        if (o.UnusedDays is < 1 or > 3650) yield return "Registration:UnusedDays must be from 1 to 3650.";
    }
}
