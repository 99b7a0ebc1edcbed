namespace Load.Measures;

/// <summary>The same load several times, with others between.</summary>
internal sealed class Turns(Scenario scenario)
{
    private readonly List<Outcome> _outcomes = [];

    /// <summary>How many of what is counted came in a second, in the middle one of the turns.</summary>
    public double Rate => Middle(_outcomes.Select(turn => turn.Rate)) / scenario.Requests;

    /// <summary>99 of 100 took at most so many milliseconds, in the middle one.</summary>
    public double P99 => Middle(_outcomes.Select(turn => turn.P99));

    /// <summary>The next turn.</summary>
    public void Add(Outcome outcome) => _outcomes.Add(outcome);

    /// <summary>The rate as a part of another's, of turns there and back together: of these parts the middle one, which a second that the machine spent elsewhere does not move.</summary>
    public double PartOf(Turns other) => Middle(Parts(other));

    /// <summary>The least and the greatest of these parts.</summary>
    public (double Least, double Greatest) Range(Turns other) => (Parts(other).Min(), Parts(other).Max());

    private IEnumerable<double> Parts(Turns other) => _outcomes.Chunk(2).Zip(other._outcomes.Chunk(2), (mine, others) => mine.Average(turn => turn.Rate) / others.Average(turn => turn.Rate));

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
