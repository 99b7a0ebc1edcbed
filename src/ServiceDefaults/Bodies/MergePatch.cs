using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Bodies;

/// <summary>
/// A JSON Merge Patch (RFC 7396) as an endpoint's parameter: what it leaves out stays, null empties, objects are merged, lists are replaced.
/// Read as strictly as a <see cref="JsonBody{T}"/>, and refused in the same ways.
/// </summary>
public sealed class MergePatch<T> : IBindableFromHttpContext<MergePatch<T>>, IEndpointParameterMetadataProvider, IJsonBody
    where T : class
{
    private readonly JsonObject? _patch;

    internal MergePatch(JsonObject patch) => _patch = patch;

    internal MergePatch(Problem problem) => Refusal = problem;

    /// <summary>Why the body was refused, else null.</summary>
    public Problem? Refusal { get; }

    /// <summary>Whether the patch has a member of that name, null or not.</summary>
    public bool Names(string member) => _patch?.ContainsKey(member) is true;

    /// <summary>The target with the patch in it; the target itself stays as it is.</summary>
    public T ApplyTo(T target)
    {
        var merged = JsonSerializer.SerializeToNode(target, Json.Options)!.AsObject();
        Merge(merged, _patch ?? throw new InvalidOperationException("The body was refused; its endpoint must not run."));
        return merged.Deserialize<T>(Json.Options)!;
    }

    static async ValueTask<MergePatch<T>?> IBindableFromHttpContext<MergePatch<T>>.BindAsync(HttpContext context, ParameterInfo parameter) =>
        await JsonBodyReader.ReadPatchAsync<T>(context);

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        JsonBodyMetadata.Add(builder, typeof(T), "application/merge-patch+json", "application/json");

    // RFC 7396 §2. The types have been compared: an object meets an object, or nothing.
    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is JsonObject inner && target[name] is JsonObject known)
                Merge(known, inner);
            else
                target[name] = value?.DeepClone();
        }
    }
}
