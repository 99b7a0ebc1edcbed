using ServiceDefaults.Answers;

namespace ServiceDefaults.Bodies;

/// <summary>What the filter sees of a body, whatever its type.</summary>
internal interface IJsonBody
{
    /// <summary>Why the body was refused, else null.</summary>
    Problem? Refusal { get; }
}
