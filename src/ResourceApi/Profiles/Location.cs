namespace ResourceApi.Profiles;

/// <summary>A place on the map, in degrees (WGS 84).</summary>
/// <param name="Lat">−90 to 90.</param>
/// <param name="Lon">−180 to 180.</param>
public sealed record Location(double Lat, double Lon);
