"""Toponyms to places: single names, names in context, relations, and names that nobody knows."""

import pytest

from cairn.linking.where import Gazetteer, find, locate
from cairn.model import Place, Span, WherePrecision

EXACT, NEAR, AREA = WherePrecision.EXACT, WherePrecision.NEAR, WherePrecision.AREA
ADMIN1, COUNTRY = WherePrecision.ADMIN1, WherePrecision.COUNTRY


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def placed(text: str, *surfaces: str, gazetteer: Gazetteer, hints: tuple[str, ...] = ()) -> tuple[Place, ...]:
    spans = [Span.of(text, text.index(surface), text.index(surface) + len(surface)) for surface in surfaces]
    return locate(spans, text, gazetteer=gazetteer, hints=hints)


ALONE = [  # name, country, latitude, longitude, precision
    ("Fallujah", "IQ", 33.35, 43.79, EXACT),
    ("الفلوجة", "IQ", 33.35, 43.79, EXACT),
    ("Фаллуджа", "IQ", 33.35, 43.79, EXACT),
    ("Deir ez-Zor", "SY", 35.34, 40.14, EXACT),
    ("Deir al-Zor", "SY", 35.34, 40.14, EXACT),
    ("دير الزور", "SY", 35.34, 40.14, EXACT),
    ("Idlib", "SY", 35.93, 36.63, EXACT),
    ("Idleb", "SY", 35.93, 36.63, EXACT),
    ("Hasakah", "SY", 36.50, 40.75, EXACT),
    ("الحسكة", "SY", 36.50, 40.75, EXACT),
    ("Al-Hol", "SY", 36.38, 41.15, EXACT),
    ("al-Hol camp", "SY", 36.38, 41.15, EXACT),
    ("Kerman", "IR", 30.28, 57.08, EXACT),
    ("کرمان", "IR", 30.28, 57.08, EXACT),
    ("Moscow", "RU", 55.75, 37.62, EXACT),
    ("Crocus City Hall", "RU", 55.83, 37.39, EXACT),
    ("Krasnogorsk", "RU", 55.82, 37.33, EXACT),
    ("Baghuz", "SY", 34.46, 40.94, EXACT),
    ("Bab al-Hawa", "SY", 36.24, 36.70, EXACT),
    ("al-Tanf", "SY", 33.50, 38.62, EXACT),
    ("Bagram", "AF", 34.95, 69.27, EXACT),
    ("Sinai", "EG", 29.5, 33.8, AREA),
    ("Anbar", "IQ", 33.23, 41.53, ADMIN1),
    ("Anbar Province", "IQ", 33.23, 41.53, ADMIN1),
    ("Kerman Province", "IR", 30.1, 57.0, ADMIN1),
    ("Nangarhar", "AF", 34.22, 70.30, ADMIN1),
    ("Borno", "NG", 12.0, 13.15, ADMIN1),
    ("Borno State", "NG", 12.0, 13.15, ADMIN1),
    ("Ituri", "CD", 1.93, 30.38, ADMIN1),
    ("North Kivu", "CD", -0.6, 28.8, ADMIN1),
    ("Cabo Delgado", "MZ", -12.51, 39.31, ADMIN1),
    ("Diyala", "IQ", 33.99, 45.10, ADMIN1),
    ("Dagestan", "RU", 43.0, 47.0, ADMIN1),
    ("Republic of Dagestan", "RU", 43.0, 47.0, ADMIN1),
    ("Kherson Oblast", "UA", 46.7, 33.6, ADMIN1),
    ("Ninewa", "IQ", 36.0, 42.3, ADMIN1),
    ("Hodeidah governorate", "YE", 14.93, 43.22, ADMIN1),
    ("Amhara", "ET", 11.5, 38.3, ADMIN1),
    ("Gaza", "PS", 31.42, 34.36, ADMIN1),
    ("West Bank", "PS", 32.0, 35.3, ADMIN1),
    ("Donbas", "UA", 48.3, 38.2, AREA),
    ("Rojava", "SY", 36.5, 40.7, AREA),
    ("Iraq", "IQ", 33.0, 44.0, COUNTRY),
    ("South Sudan", "SS", 8.0, 30.0, COUNTRY),
    ("DR Congo", "CD", -2.5, 23.5, COUNTRY),
    ("Niger", "NE", 18.0, 9.0, COUNTRY),
]


@pytest.mark.parametrize(("name", "country", "latitude", "longitude", "precision"), ALONE)
def test_a_name_alone_is_the_place_that_conflict_reports_mean(
    name: str, country: str, latitude: float, longitude: float, precision: WherePrecision, gazetteer: Gazetteer
) -> None:
    (place,) = placed(name, name, gazetteer=gazetteer)
    assert (place.country, place.precision) == (country, precision), place
    assert place.latitude == pytest.approx(latitude, abs=1.0)
    assert place.longitude == pytest.approx(longitude, abs=1.0)
    assert place.gazetteer_id
    assert place.surface == name


@pytest.mark.parametrize("name", ["Sahel", "Liptako", "Lake Chad", "Horn of Africa", "Middle East"])
def test_an_area_of_many_countries_has_no_country(name: str, gazetteer: Gazetteer) -> None:
    (place,) = placed(f"the {name}", name, gazetteer=gazetteer)
    assert (place.country, place.precision) == (None, AREA)
    assert place.gazetteer_id
    assert place.gazetteer_id.startswith("cairn:")


IN_CONTEXT = [  # text, surface, country, name
    ("Police in Iraq's Anbar said so.", "Anbar", "IQ", "Al Anbar"),
    ("Insurgents raided Palma in northern Mozambique.", "Palma", "MZ", "Palma"),
    ("Two tourists were held in Palma, Spain.", "Palma", "ES", "Palma"),
    ("A man was arrested in Paris, Texas.", "Paris", "US", "Paris"),
    ("U.S. and Russian officials met in Moscow.", "Moscow", "RU", "Moscow"),
    ("Clashes in Tripoli, Lebanon, killed two.", "Tripoli", "LB", "Tripoli"),
    ("Libyan militias fought in Tripoli.", "Tripoli", "LY", "Tripoli"),
    ("Pakistani police raided a house in Hyderabad.", "Hyderabad", "PK", "Hyderabad"),
    ("Nigerian troops entered Niger State after a raid.", "Niger State", "NG", "Niger"),
    ("Congolese rebels took Beni.", "Beni", "CD", "Beni"),
    ("An Iraqi patrol was hit in Hawija.", "Hawija", "IQ", "Hawija"),
    ("Syrian army shelling hit Kafr Zita.", "Kafr Zita", "SY", "Kafr Zaytā"),
    ("Somali forces retook Bulo Burde.", "Bulo Burde", "SO", "Bulo Burde"),
]


@pytest.mark.parametrize(("text", "surface", "country", "name"), IN_CONTEXT)
def test_the_report_decides_between_namesakes(text: str, surface: str, country: str, name: str, gazetteer: Gazetteer) -> None:
    (place,) = placed(text, surface, gazetteer=gazetteer)
    assert (place.country, place.name) == (country, name)


def test_hints_say_where_the_actors_are_at_home(gazetteer: Gazetteer) -> None:
    text = "Fighters attacked Tripoli."
    assert placed(text, "Tripoli", gazetteer=gazetteer, hints=("LB", "LB"))[0].country == "LB"


RELATIONS = [  # text, surface, name, precision
    ("A bomb went off near Fallujah, Iraq.", "Fallujah", "Al Fallūjah", NEAR),
    ("A bomb went off near Fallujah, Iraq.", "near Fallujah", "Al Fallūjah", NEAR),
    ("An ambush 30 km north of Hasakah in Syria.", "Hasakah", "Al Ḩasakah", NEAR),
    ("A camp 20 miles (32 km) west of Mogadishu.", "20 miles (32 km) west of Mogadishu", "Mogadishu", NEAR),
    ("A camp 120 km west of Mogadishu.", "Mogadishu", "Mogadishu", AREA),
    ("A strike in northern Iraq.", "northern Iraq", "northern Iraq", AREA),
    ("A strike in eastern Syria.", "eastern Syria", "eastern Syria", AREA),
    ("A strike in western Anbar.", "western Anbar", "Al Anbar", ADMIN1),
    ("A raid in the northern Iraqi city of Mosul.", "the northern Iraqi city of Mosul", "Mosul", EXACT),
    ("Shelling hit the Idlib countryside in Syria.", "Idlib countryside", "Idlib", NEAR),
    ("Missiles flew over the Red Sea off Yemen.", "Red Sea", "Red Sea", WherePrecision.INTERNATIONAL),
    ("Russian troops left.", "Russian", "Russia", COUNTRY),
]


@pytest.mark.parametrize(("text", "surface", "name", "precision"), RELATIONS)
def test_words_around_a_name_set_its_precision(
    text: str, surface: str, name: str, precision: WherePrecision, gazetteer: Gazetteer
) -> None:
    (place,) = placed(text, surface, gazetteer=gazetteer)
    assert (place.name, place.precision) == (name, precision)


UNKNOWN = [  # text, surface, name, country, admin1, precision
    ("Clashes in Xyzabad.", "Xyzabad", "Xyzabad", None, None, WherePrecision.UNKNOWN),
    ("Clashes in Xyzabad, Iraq.", "Xyzabad", "Xyzabad", "IQ", None, COUNTRY),
    (
        "The village of Qarabulaq Sufla in Diyala province was hit.",
        "Qarabulaq Sufla",
        "Qarabulaq Sufla",
        "IQ",
        "Diyala",
        ADMIN1,
    ),
    ("He went to the village of Zqwx in Diyala.", "village of Zqwx in Diyala", "Zqwx", "IQ", "Diyala", ADMIN1),
]


@pytest.mark.parametrize(("text", "surface", "name", "country", "admin1", "precision"), UNKNOWN)
def test_a_name_that_nobody_knows_is_as_precise_as_what_holds_it(
    text: str, surface: str, name: str, country: str | None, admin1: str | None, precision: WherePrecision, gazetteer: Gazetteer
) -> None:
    (place,) = placed(text, surface, gazetteer=gazetteer)
    assert (place.name, place.country, place.admin1, place.precision) == (name, country, admin1, precision)
    assert place.gazetteer_id is None


def test_locate_gives_one_place_for_each_span_in_order(gazetteer: Gazetteer) -> None:
    text = "From Baghdad to Xyzabad and Mosul, Iraqi police said."
    places = placed(text, "Baghdad", "Xyzabad", "Mosul", gazetteer=gazetteer)
    assert [place.surface for place in places] == ["Baghdad", "Xyzabad", "Mosul"]
    assert locate((), text, gazetteer=gazetteer) == ()


FOUND = [
    ("Iraqi forces killed three in Mosul and Anbar Province.", ["Mosul", "Anbar Province"]),
    ("Reading the report, George Washington left. Tank fire hit Aleppo in Syria.", ["Aleppo", "Syria"]),
    ("The U.S. and the United Arab Emirates spoke.", ["U.S.", "United Arab Emirates"]),
    ("The Islamic State in Iraq claimed it.", []),
    ("no place at all, and nothing else.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_find_sees_countries_provinces_and_larger_towns(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    spans = find(text, gazetteer=gazetteer)
    assert [span.quote for span in spans] == names
    assert all(span.stands_in(text) for span in spans)
