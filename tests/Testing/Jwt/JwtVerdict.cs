namespace Testing.Jwt;

/// <summary>What a place did with a token.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Answer">What was answered, for people.</param>
public sealed record JwtVerdict(JwtOutcome Outcome, string Answer)
{
    /// <summary>Accepted, refused as the place refuses, or neither.</summary>
    public static JwtVerdict Of(bool accepted, bool refused, string answer) => new(accepted ? JwtOutcome.Accepted : refused ? JwtOutcome.Refused : JwtOutcome.Wrong, answer);
}

/// <summary>What sending a token came to.</summary>
public enum JwtOutcome
{
    /// <summary>It was taken for good.</summary>
    Accepted,

    /// <summary>It was refused with the place's own refusal.</summary>
    Refused,

    /// <summary>HTTP cannot carry this text to the place.</summary>
    Unsendable,

    /// <summary>Anything else: a fault of the server, or a refusal in words that are not the place's.</summary>
    Wrong,
}
