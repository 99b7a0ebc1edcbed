namespace Load;

/// <summary>A line of the table: one scenario with one number of connections.</summary>
/// <param name="Scenario">What was done.</param>
/// <param name="Connections">By how many at once.</param>
/// <param name="Outcome">What wrk saw.</param>
/// <param name="Cores">How many cores the server kept busy.</param>
/// <param name="Resident">Its memory afterwards, in MB.</param>
internal sealed record Row(Scenario Scenario, int Connections, Outcome Outcome, double Cores, double Resident)
{
    /// <summary>How many of what is counted came in a second.</summary>
    public double Rate => Outcome.Requests / (double)Scenario.Requests / Outcome.Seconds;
}
