namespace ResourceApi.Search;

/// <summary>A circle on the map.</summary>
/// <param name="Lat">Degrees, −90 to 90.</param>
/// <param name="Lon">Degrees, −180 to 180.</param>
/// <param name="RadiusKm">1 to 500 km; 50 where left out.</param>
public sealed record SearchArea(double Lat, double Lon, double RadiusKm = SearchArea.UsualRadiusKm)
{
    internal const double UsualRadiusKm = 50;
    internal const double WidestRadiusKm = 500;
}
