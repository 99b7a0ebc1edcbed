namespace Load;

/// <summary>A line of the table: one scenario with one number of connections.</summary>
/// <param name="Scenario">What was done.</param>
/// <param name="Connections">By how many at once.</param>
/// <param name="Outcome">What wrk saw.</param>
/// <param name="Cores">How many cores the server kept busy.</param>
/// <param name="Resident">Its memory afterwards, in MB.</param>
/// <param name="Baseline">How many the bare app did in a second with as many connections, right before and right after.</param>
internal sealed record Measured(Scenario Scenario, int Connections, Outcome Outcome, double Cores, double Resident, double Baseline)
{
    /// <summary>How many of what is counted came in a second.</summary>
    public double Rate => Outcome.Rate / Scenario.Requests;

    /// <summary>How many of the baseline's.</summary>
    public double Ratio => Rate / Baseline;
}
