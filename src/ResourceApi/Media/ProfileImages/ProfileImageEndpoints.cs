using System.Net.Mime;
using AuthServer.Validation.Requirements;
using Microsoft.OpenApi;
using ResourceApi.Hosting;
using ResourceApi.Idempotency;
using ResourceApi.Limits;
using ServiceDefaults.Answers;

namespace ResourceApi.Media.ProfileImages;

/// <summary>The routes of profile images.</summary>
internal static class ProfileImageEndpoints
{
    /// <summary>Where images are served.</summary>
    public const string MediaPath = "/media";

    public static void MapProfileImages(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/users/profile/image").WithTags("Profile image").NeedsUser().RequireScope("users:write");

        own.MapPost("/", ReplaceImage.HandleAsync).Idempotent().LimitsUploads()
            .WithSummary("Replaces the caller's profile image")
            .WithDescription("Needs scope `users:write`. One JPEG, PNG, WebP or GIF (its first frame) of at most 10 MB and 50 megapixels: as multipart field `image`, or as JSON with `image_url` (at most 5 MB, a public address) or `image_base64`. It is decoded, turned upright, cleared of all metadata and encoded as JPEG with at most 96, 256 and 1,024 pixels on the longest side, never cropped or enlarged. 30 an hour.")
            .AddOpenApiOperationTransformer((operation, _, _) => DescribeBodyAsync(operation))
            .FailsWith(StatusCodes.Status400BadRequest, "invalid_image", "invalid_image_url", "invalid_base64", "invalid_multipart", "too_many_files", "invalid_json", "unknown_field", "validation_failed")
            .FailsWith(StatusCodes.Status413PayloadTooLarge, "payload_too_large")
            .FailsWith(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type")
            .FailsWith(StatusCodes.Status429TooManyRequests, "too_many_requests")
            .FailsWith(StatusCodes.Status503ServiceUnavailable, "image_processing_unavailable", "image_processing_busy", "storage_unavailable")
            .FailsWith(StatusCodes.Status507InsufficientStorage, "storage_full");

        own.MapDelete("/", RemoveImage.HandleAsync)
            .WithSummary("Removes the caller's profile image")
            .WithDescription("Needs scope `users:write`. Its files are deleted; where there is none, nothing happens.");

        app.MapMethods(MediaPath + "/{name}", [HttpMethods.Get, HttpMethods.Head], ReadImage.HandleAsync).AllowAnonymous().WithTags("Profile image")
            .WithSummary("One size of a profile image")
            .WithDescription("Needs no token: the name is random and is told in profiles. The content never changes.")
            .Produces<Stream>(StatusCodes.Status200OK, MediaTypeNames.Image.Jpeg)
            .Produces(StatusCodes.Status304NotModified)
            .FailsWith(StatusCodes.Status404NotFound, "not_found")
            .FailsWith(StatusCodes.Status503ServiceUnavailable, "storage_unavailable");
    }

    private static Task DescribeBodyAsync(OpenApiOperation operation)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["multipart/form-data"] = Body((ImageRequest.Field, new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" })),
                ["application/json"] = Body(
                    ("image_url", new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" }),
                    ("image_base64", new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte" })),
            },
        };
        return Task.CompletedTask;
    }

    private static OpenApiMediaType Body(params (string Name, OpenApiSchema Schema)[] members) => new()
    {
        Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = members.ToDictionary(member => member.Name, IOpenApiSchema (member) => member.Schema, StringComparer.Ordinal) },
    };
}
