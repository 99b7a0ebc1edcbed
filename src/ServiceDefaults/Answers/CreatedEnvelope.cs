using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace ServiceDefaults.Answers;

/// <summary>A successful answer with status 201; made by <see cref="Envelope"/>.</summary>
public sealed class CreatedEnvelope<T> : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult, IValueHttpResult<T>
{
    private readonly string _message;
    private readonly string? _location;

    internal CreatedEnvelope(T data, string message, string? location)
    {
        Value = data;
        _message = message;
        _location = location;
    }

    /// <summary>The envelope's <c>data</c>.</summary>
    public T? Value { get; }

    /// <summary>201.</summary>
    public int? StatusCode => StatusCodes.Status201Created;

    /// <summary>Writes the envelope and the <c>Location</c> header.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (_location is not null)
            httpContext.Response.Headers.Location = _location;
        return Envelope.WriteAsync(httpContext, StatusCodes.Status201Created, Value, _message);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Envelope.Describe<T>(builder, StatusCodes.Status201Created);
}
