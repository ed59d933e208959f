"""Where something happened: a place with its precision, never finer than the source gave."""

from dataclasses import dataclass
from enum import StrEnum


class WherePrecision(StrEnum):
    """How exactly a place is known, finest first; UCDP's `where_prec` 1 to 7 maps onto these.

    `exact`: a named town, village or site. `near`: within about 25 km of a named place. `area`: a region that is no
    administrative unit ("the Sahel"). `international`: at sea or in the air between states.
    """

    EXACT = "exact"
    NEAR = "near"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    AREA = "area"
    COUNTRY = "country"
    INTERNATIONAL = "international"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the gazetteer knows it, or, with `gazetteer_id` None, the bare name that a report gave.

    Latitude and longitude are WGS 84 degrees: the point of a town, the label point of an area. `country` is ISO 3166-1
    alpha-2. `surface` is the text's own words.
    """

    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: WherePrecision = WherePrecision.UNKNOWN
    gazetteer_id: str | None = None
    surface: str | None = None

    def __post_init__(self) -> None:
        if self.country is not None and not (len(self.country) == 2 and self.country.isascii() and self.country.isupper()):
            raise ValueError(f"place: country {self.country!r}: expected an ISO 3166-1 alpha-2 code such as 'IQ'")
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(f"place {self.name!r}: latitude and longitude come together")
        if self.latitude is not None and not -90 <= self.latitude <= 90:
            raise ValueError(f"place {self.name!r}: latitude {self.latitude} lies outside -90..90")
        if self.longitude is not None and not -180 <= self.longitude <= 180:
            raise ValueError(f"place {self.name!r}: longitude {self.longitude} lies outside -180..180")


UNKNOWN_PLACE = Place()
