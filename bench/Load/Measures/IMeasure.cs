namespace Load.Measures;

/// <summary>What was measured beside the scenarios.</summary>
internal interface IMeasure
{
    /// <summary>What it came to, as the run and its report tell it.</summary>
    string Sentence { get; }
}
