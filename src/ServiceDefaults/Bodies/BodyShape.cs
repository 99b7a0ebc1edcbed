using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Bodies;

/// <summary>Compares a parsed body with the type it is meant for and names every member that is unknown, missing or null.</summary>
internal static class BodyShape
{
    /// <summary>The problem with the body's shape, or null.</summary>
    public static Problem? Check(JsonElement body, Type type)
    {
        if (ReadOnly(body, type) is { } refused)
            return refused;
        FieldErrors unknown = new(), invalid = new();
        Walk(body, Json.Options.GetTypeInfo(type), "", unknown, invalid);
        if (unknown.Any)
            return Problem.BadRequest("unknown_field", "The body has fields that are not known here.", unknown.ToDictionary());
        return invalid.Any ? Problem.Invalid(invalid) : null;
    }

    private static Problem? ReadOnly(JsonElement body, Type type)
    {
        var names = type.GetCustomAttribute<ReadOnlyFieldsAttribute>()?.Names ?? [];
        var errors = new FieldErrors();
        foreach (var name in names.Where(name => body.TryGetProperty(name, out _)))
            errors.Add(name, "This field can't be set here.");
        return errors.Any ? Problem.BadRequest("read_only_field", "The body has fields that can't be set here.", errors.ToDictionary()) : null;
    }

    private static void Walk(JsonElement value, JsonTypeInfo type, string path, FieldErrors unknown, FieldErrors invalid)
    {
        if (type.Kind == JsonTypeInfoKind.Object && value.ValueKind == JsonValueKind.Object)
        {
            WalkMembers(value, type, path, unknown, invalid);
        }
        else if (type.Kind == JsonTypeInfoKind.Enumerable && value.ValueKind == JsonValueKind.Array && type.ElementType is { } element)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray().TakeWhile(_ => !unknown.IsFull && !invalid.IsFull))
                WalkItem(item, element, $"{path}[{index++}]", unknown, invalid);
        }
    }

    private static void WalkItem(JsonElement item, Type element, string path, FieldErrors unknown, FieldErrors invalid)
    {
        // The serializer itself lets null through as the element of a list.
        if (item.ValueKind == JsonValueKind.Null)
            invalid.Add(path, "This value must not be null.");
        else
            Walk(item, Json.Options.GetTypeInfo(element), path, unknown, invalid);
    }

    private static void WalkMembers(JsonElement value, JsonTypeInfo type, string path, FieldErrors unknown, FieldErrors invalid)
    {
        var known = type.Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            var field = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (!known.Remove(member.Name, out var property) || !IsSettable(property))
                unknown.Add(field, "This field is not known.");
            else if (member.Value.ValueKind != JsonValueKind.Null)
                Walk(member.Value, Json.Options.GetTypeInfo(property.PropertyType), field, unknown, invalid);
            else if (!IsNullable(property))
                invalid.Add(field, "This value must not be null.");
        }
        foreach (var missing in known.Values.Where(property => property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false }))
            invalid.Add(path.Length == 0 ? missing.Name : $"{path}.{missing.Name}", "This field is required.");
    }

    private static bool IsSettable(JsonPropertyInfo property) => property.Set is not null || property.AssociatedParameter is not null;

    private static bool IsNullable(JsonPropertyInfo property) =>
        property.AssociatedParameter is { } parameter
            ? parameter.IsNullable
            : property.IsSetNullable && (!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null);
}
