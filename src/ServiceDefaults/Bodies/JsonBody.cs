using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Bodies;

/// <summary>
/// A JSON request body as an endpoint's parameter: read strictly, and refused with a <see cref="Problem"/> before the endpoint runs.
/// </summary>
/// <remarks>
/// <c>(JsonBody&lt;NewThing&gt; body) =&gt; Create(body.Value)</c> needs nothing else: the parameter brings its own filter.
/// Answers 400 <c>invalid_json</c>, <c>unknown_field</c>, <c>read_only_field</c> or <c>validation_failed</c>,
/// 413 <c>payload_too_large</c>, 415 <c>unsupported_media_type</c>.
/// </remarks>
public sealed class JsonBody<T> : IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider, IJsonBody
    where T : class
{
    private readonly T? _value;

    internal JsonBody(T value) => _value = value;

    internal JsonBody(Problem problem) => Refusal = problem;

    /// <summary>The body; every required member is there and no unknown one was.</summary>
    public T Value => _value ?? throw new InvalidOperationException("The body was refused; its endpoint must not run.");

    /// <summary>Why the body was refused, else null.</summary>
    public Problem? Refusal { get; }

    static async ValueTask<JsonBody<T>?> IBindableFromHttpContext<JsonBody<T>>.BindAsync(HttpContext context, ParameterInfo parameter) =>
        await JsonBodyReader.ReadAsync<T>(context);

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        JsonBodyMetadata.Add(builder, typeof(T), "application/json");
}
