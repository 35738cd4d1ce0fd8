"""Towns, districts and parts of towns for tests."""

from landkarte.models import Place
from tests.factories import DistrictFactory, MunicipalityFactory


def add_places():
    """Köln (kreisfreie Stadt) with Deutz, and Kerpen in the Rhein-Erft-Kreis."""
    cologne = DistrictFactory(kind="kreisfreie Stadt")
    MunicipalityFactory(parent=cologne, population=1_000_000)
    erft = DistrictFactory(ags="05362", name="Rhein-Erft-Kreis", kind="Kreis")
    MunicipalityFactory(ags="05362032", name="Kerpen", parent=erft, latitude=50.87, longitude=6.7)
    Place.objects.create(name="Deutz", population=15_000, latitude=50.937, longitude=6.975)
