namespace ResourceApi.Search;

/// <summary>Places as points on the unit sphere: what is near is near in space, across the date line and at the poles too.</summary>
internal static class Sphere
{
    public const double RadiusKm = 6371.0088;

    /// <summary>Distances are told, filtered and sorted in steps of 0.1 km.</summary>
    public const double StepsPerKm = 10;

    public static (double X, double Y, double Z) Point(double lat, double lon)
    {
        var (north, east) = (double.DegreesToRadians(lat), double.DegreesToRadians(lon));
        return (Math.Cos(north) * Math.Cos(east), Math.Cos(north) * Math.Sin(east), Math.Sin(north));
    }

    /// <summary>The angle of a radius, with the half step that rounding gives.</summary>
    public static double Angle(double radiusKm) => (radiusKm + (0.5 / StepsPerKm)) / RadiusKm;
}
