namespace ServiceDefaults.Answers;

/// <summary>Makes the successful answers of the REST endpoints.</summary>
public static class Envelope
{
    /// <summary>200 with <paramref name="data"/>.</summary>
    public static OkEnvelope<T> Ok<T>(T data, string message = "OK") => new(data, message);

    /// <summary>200 without data (<c>"data": null</c>).</summary>
    public static OkEnvelope<object?> Ok(string message) => new(null, message);

    /// <summary>201 with <paramref name="data"/>; <paramref name="location"/> becomes the <c>Location</c> header.</summary>
    public static CreatedEnvelope<T> Created<T>(T data, string message = "Created", string? location = null) => new(data, message, location);

    /// <summary>202 without data: the work is done later, or the answer must not tell whether anything is done.</summary>
    public static AcceptedEnvelope<object?> Accepted(string message) => new(null, message);

    /// <summary>202 with <paramref name="data"/>.</summary>
    public static AcceptedEnvelope<T> Accepted<T>(T data, string message) => new(data, message);

    internal static Task WriteAsync<T>(HttpContext context, int status, T data, string message)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new EnvelopeBody<T>(message, data, now, status), Json.Options, "application/json; charset=utf-8", context.RequestAborted);
    }

    internal static void Describe<T>(EndpointBuilder builder, int status) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(EnvelopeBody<T>), ["application/json"]));
}
