namespace ServiceDefaults.Bodies;

/// <summary>Names the top-level members of a body that exist but can't be set there: 400 <c>read_only_field</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReadOnlyFieldsAttribute(params string[] names) : Attribute
{
    /// <summary>The members' names as clients send them.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
