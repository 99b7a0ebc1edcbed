namespace Testing.Jwt;

/// <summary>A JWT that a careless reader would take.</summary>
/// <param name="Group">What it is about.</param>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Spell">Makes it of a good token.</param>
public sealed record JwtAttack(string Group, string Name, Func<JwtDraft, string> Spell);
