using Microsoft.AspNetCore.Http.Metadata;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Bodies;

/// <summary>What a JSON body brings to its endpoint: its description, and the filter that refuses.</summary>
internal static class JsonBodyMetadata
{
    public static void Add(EndpointBuilder builder, Type type, params string[] mediaTypes)
    {
        builder.Metadata.Add(new AcceptsMetadata(mediaTypes, type));
        builder.FilterFactories.Add((_, next) => RefusedBody.Filter(next));
        builder.Metadata.Add(new ProblemMetadata(StatusCodes.Status400BadRequest, "invalid_json", "unknown_field", "validation_failed"));
        builder.Metadata.Add(new ProblemMetadata(StatusCodes.Status413PayloadTooLarge, "payload_too_large"));
        builder.Metadata.Add(new ProblemMetadata(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type"));
    }
}
