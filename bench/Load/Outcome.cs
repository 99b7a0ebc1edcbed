namespace Load;

/// <summary>What wrk saw.</summary>
/// <param name="Requests">Answers that came.</param>
/// <param name="Seconds">In this time.</param>
/// <param name="P50">Half of them took at most so many milliseconds.</param>
/// <param name="P99">99 of 100 took at most so many milliseconds.</param>
/// <param name="Failed">Requests without an answer, and answers with an error status.</param>
/// <param name="Wrong">Answers that were not what the scenario expects.</param>
/// <param name="FirstWrong">The first of those.</param>
internal sealed record Outcome(int Requests, double Seconds, double P50, double P99, int Failed, int Wrong, string FirstWrong)
{
    /// <summary>Answers in a second.</summary>
    public double Rate => Requests / Seconds;

    /// <summary>Nothing went wrong, and something came.</summary>
    public bool Right => Failed == 0 && Wrong == 0 && Requests > 0;
}
