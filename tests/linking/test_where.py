"""Toponyms to places: single names, names in context, relations, and names that nobody knows."""

import numpy as np
import pytest

from cairn.errors import SettingError
from cairn.linking.where import Gazetteer, find, locate, toponyms
from cairn.linking.where.asked import ask
from cairn.linking.where.company import chances
from cairn.linking.where.locate import context_of
from cairn.linking.where.names import core
from cairn.linking.where.phrase import named_after
from cairn.linking.where.scene import scene_of
from cairn.linking.where.score import FEATURES, fittest, scored, weights, weights_of
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


LOCAL_NEWS = [  # text, surface, its first-level division
    ("Police in Paris, Tenn., said so.", "Paris", "Tennessee"),
    ("Police in Paris, TX, said so.", "Paris", "Texas"),
    ("He was held in Charleston, W. Va., on Monday.", "Charleston", "West Virginia"),
    ("He was held in Hamilton, Ohio.", "Hamilton", "Ohio"),
    ("Walker County deputies searched near Huntsville, Texas.", "Walker County", "Texas"),
    ("The bridge between Walton and Oconee counties in Georgia is closed, Athens-Clarke County police said.", "Oconee", "Georgia"),
    ("PARIS - Lamar County deputies from Paris met farmers of Powderly, Blossom and Reno near the Red River.", "PARIS", "Texas"),
]


@pytest.mark.parametrize(("text", "surface", "admin1"), LOCAL_NEWS)
def test_a_local_report_is_read_by_its_state_and_its_neighbours(
    text: str, surface: str, admin1: str, gazetteer: Gazetteer
) -> None:
    others = [span for span in toponyms(text, marked=(), gazetteer=gazetteer) if span.quote != surface]
    span = Span.of(text, text.index(surface), text.index(surface) + len(surface))
    place = locate([span, *others], text, gazetteer=gazetteer)[0]
    assert (place.country, place.admin1) == ("US", admin1)


def test_what_holds_a_name_once_holds_it_throughout_the_report(gazetteer: Gazetteer) -> None:
    text = "He lives in Athens, Tenn. Later he was seen in Athens again."
    first, second = text.index("Athens"), text.rindex("Athens")
    spans = [Span.of(text, start, start + 6) for start in (first, second)]
    assert [p.admin1 for p in locate(spans, text, gazetteer=gazetteer)] == ["Tennessee", "Tennessee"]


def test_of_two_divisions_of_one_country_neither_holds_the_other(gazetteer: Gazetteer) -> None:
    text = "Crews came from Washington, Oregon and Idaho."
    assert not ask(Span.of(text, 16, 26), text=text, gazetteer=gazetteer).inside.divisions


CUT = [  # text, the span as it is marked, the name that it is cut out of
    ("Miners in West Virginia struck.", "Virginia", "West Virginia"),
    ("He flew to Kansas City on Monday.", "Kansas", "Kansas City"),
    ("Fighting in South Sudan goes on.", "Sudan", "South Sudan"),
]


@pytest.mark.parametrize(("text", "surface", "name"), CUT)
def test_a_span_cut_out_of_a_longer_name_means_the_longer_one(text: str, surface: str, name: str, gazetteer: Gazetteer) -> None:
    (place,) = placed(text, surface, gazetteer=gazetteer)
    assert (place.name, place.surface) == (name, surface)


def test_a_facility_that_nobody_knows_is_near_the_place_it_is_named_after(gazetteer: Gazetteer) -> None:
    (place,) = placed("A shell hit Fallujah General Hospital in Iraq.", "Fallujah General Hospital", gazetteer=gazetteer)
    assert (place.name, place.country, place.precision) == ("Fallujah General Hospital", "IQ", NEAR)
    assert place.gazetteer_id is None
    assert place.latitude == pytest.approx(33.35, abs=0.2)


@pytest.mark.parametrize(
    ("name", "heads"),
    [("Mosul Dam", ("Mosul",)), ("Kabul International Airport", ("Kabul International", "Kabul")), ("Airport", ()), ("Mosul", ())],
)
def test_a_facility_is_named_after_what_comes_before_its_kind(name: str, heads: tuple[str, ...]) -> None:
    assert named_after(name) == heads


def test_an_acronym_is_no_other_name_of_a_town(gazetteer: Gazetteer) -> None:
    (place,) = placed("Guards of the INGO compound fled.", "INGO", gazetteer=gazetteer)
    assert place.gazetteer_id is None
    (place,) = placed("KIEV (Reuters) - A blast was heard.", "KIEV", gazetteer=gazetteer)
    assert place.country == "UA"


@pytest.mark.parametrize(
    ("folded", "expected"),
    [
        ("hubei provinces", ("hubei", "admin1")),
        ("oconee counties", ("oconee", "admin2")),
        ("rapides parish", ("rapides", "admin2")),
        ("loudon co", ("loudon", "admin2")),
        ("counties", ("counties", None)),
    ],
)
def test_the_word_that_says_what_a_place_is_may_stand_in_the_plural(folded: str, expected: tuple[str, str | None]) -> None:
    assert core(folded) == expected


def test_no_name_speaks_for_itself(gazetteer: Gazetteer) -> None:
    scene = scene_of("Fallujah.", hints=(), named=[("Fallujah", gazetteer.candidates("Fallujah"))])
    assert scene.share("IQ") == 1.0
    rest = scene.without("Fallujah")
    assert rest.share("IQ") == 0.0
    assert not rest.plays_elsewhere("SY")


def test_georgia_speaks_by_half_for_the_state(gazetteer: Gazetteer) -> None:
    scene = scene_of("", hints=(), named=[("Georgia", gazetteer.candidates("Georgia"))])
    assert 0 < scene.share("US") < scene.share("GE")


def test_every_candidate_has_its_reasons_and_the_best_comes_first(gazetteer: Gazetteer) -> None:
    text = "Clashes in Tripoli, Lebanon."
    question = ask(Span.of(text, 11, 18), text=text, gazetteer=gazetteer)
    context = context_of([question], text, gazetteer=gazetteer)
    ranked = scored(question.candidates, context.rows(question, question.candidates))
    assert ranked[0].candidate.country == "LB"
    assert context.best(question, question.candidates) == ranked[0].candidate
    assert ranked[0].reasons["inside"] == pytest.approx(dict(zip(FEATURES, weights(), strict=True))["inside"])
    assert [s.score for s in ranked] == sorted((s.score for s in ranked), reverse=True)


def test_weights_name_every_feature() -> None:
    values = dict.fromkeys(FEATURES, 1.0)
    assert list(weights_of(values, where="here")) == [1.0] * len(FEATURES)
    with pytest.raises(SettingError, match=r"here: .*'size'"):
        weights_of({name: value for name, value in values.items() if name != "size"}, where="here")
    with pytest.raises(SettingError, match="one weight for each feature"):
        weights_of(None, where="here")


def test_chances_add_up_to_one() -> None:
    rows = [[float(i == j) for j in range(len(FEATURES))] for i in range(3)]
    assert sum(chances(np.array(rows), weights=weights())) == pytest.approx(1.0)
    assert len(chances(np.zeros((0, len(FEATURES))), weights=weights())) == 0


def test_toponyms_are_the_marked_spans_and_what_look_up_finds_beside_them(gazetteer: Gazetteer) -> None:
    text = "Shelling hit Xyzabad and Aleppo in Syria."
    marked = [Span.of(text, 13, 20)]
    assert [span.quote for span in toponyms(text, marked=marked, gazetteer=gazetteer)] == ["Xyzabad", "Aleppo", "Syria"]


def test_company_is_the_same_in_parts(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Clashes in Tripoli, Sidon and Tyre, in San Jose and in Santa Fe."
    asked = [ask(span, text=text, gazetteer=gazetteer) for span in find(text, gazetteer=gazetteer)]
    whole = context_of(asked, text, gazetteer=gazetteer)
    monkeypatch.setattr("cairn.linking.where.company.PAIRS", 7)
    parts = context_of(asked, text, gazetteer=gazetteer)
    assert len(asked) >= 2
    for question in asked:
        assert np.allclose(whole.rows(question, question.candidates), parts.rows(question, question.candidates), rtol=1e-12)


def test_the_fittest_is_the_first_of_equals(gazetteer: Gazetteer) -> None:
    candidates = gazetteer.candidates("San Jose")
    assert fittest(candidates, np.zeros((len(candidates), len(FEATURES)))) == candidates[0]
    assert fittest((), np.zeros((0, len(FEATURES)))) is None
