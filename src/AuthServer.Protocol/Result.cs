using System.Diagnostics.CodeAnalysis;

namespace AuthServer.Protocol;

/// <summary>The outcome of a protocol step: a value, or the <see cref="OAuthError"/> that refuses the request.</summary>
/// <typeparam name="T">What the step yields when it succeeds.</typeparam>
public readonly struct Result<T>
{
    private Result(T value) => Value = value;

    private Result(OAuthError error) => Error = error;

    /// <summary>The value; set when <see cref="Refused"/> is false.</summary>
    public T? Value { get; }

    /// <summary>The refusal; set when <see cref="Refused"/> is true.</summary>
    public OAuthError? Error { get; }

    /// <summary>True when the step refused the request.</summary>
    [MemberNotNullWhen(true, nameof(Error))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool Refused => Error is not null;

    /// <summary>Wraps a value.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The conversions are the only way in; a named alternate would be a second one.")]
    public static implicit operator Result<T>(T value) => new(value);

    /// <summary>Wraps a refusal.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The conversions are the only way in; a named alternate would be a second one.")]
    public static implicit operator Result<T>(OAuthError error) => new(error);
}
