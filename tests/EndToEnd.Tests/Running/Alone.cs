namespace EndToEnd.Running;

/// <summary>Tests that measure or need the whole machine: they run one by one, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
