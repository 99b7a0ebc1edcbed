namespace AuthServer.Credentials;

/// <summary>Why a PIN is refused; told to the client as the reason beside <c>weak_pin</c>.</summary>
public enum PinWeakness
{
    /// <summary>Nothing is wrong with it.</summary>
    None,

    /// <summary>Another length, or not ASCII digits only.</summary>
    Format,

    /// <summary>Up or down: 1234, 4321, 9012.</summary>
    Sequence,

    /// <summary>One digit: 1111.</summary>
    Repeat,

    /// <summary>Pairs and mirrors: 1212, 1122, 1221.</summary>
    Pattern,

    /// <summary>A year from 1930 to 2029.</summary>
    Year,

    /// <summary>The first or last digits of the own phone number.</summary>
    Phone,

    /// <summary>One of the fifty that people choose most.</summary>
    Common,
}
