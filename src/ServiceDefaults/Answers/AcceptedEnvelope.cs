using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace ServiceDefaults.Answers;

/// <summary>A successful answer with status 202; made by <see cref="Envelope"/>.</summary>
public sealed class AcceptedEnvelope<T> : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult, IValueHttpResult<T>
{
    private readonly string _message;

    internal AcceptedEnvelope(T data, string message)
    {
        Value = data;
        _message = message;
    }

    /// <summary>The envelope's <c>data</c>.</summary>
    public T? Value { get; }

    /// <summary>202.</summary>
    public int? StatusCode => StatusCodes.Status202Accepted;

    /// <summary>Writes the envelope.</summary>
    public Task ExecuteAsync(HttpContext httpContext) =>
        Envelope.WriteAsync(httpContext, StatusCodes.Status202Accepted, Value, _message);

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Envelope.Describe<T>(builder, StatusCodes.Status202Accepted);
}
