namespace AuthServer.Tests.Accounts.States;

/// <summary>How a grant or a route answers in every state of the user.</summary>
/// <param name="Begin">What the user does before the state changes; returns what is asked afterwards.</param>
/// <param name="Goes">The answer where the state stands against nothing.</param>
internal sealed record Row(Func<StateUser, Task<Func<Task<string>>>> Begin, string Goes)
{
    /// <summary>The states that stand against it, with the answer there.</summary>
    public Dictionary<UserState, string> Refuses { get; init; } = [];

    public string In(UserState state) => Refuses.GetValueOrDefault(state, Goes);

    /// <summary>Refused in these states.</summary>
    public Row Refusing(string answer, params UserState[] states) => this with { Refuses = states.ToDictionary(s => s, _ => answer) };
}
