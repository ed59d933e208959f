"""Mentions to actors: what must be linked, to whom, and what must stay open."""


from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.linking.who import Registry, resolve
from cairn.model import Actor, ActorKind

REGISTRY = Registry.load()

NAMES = [
    ("Islamic State", "islamic_state"),
    ("the so-called Islamic State", "islamic_state"),
    ("Islamic State militants", "islamic_state"),
    ("suspected Islamic State gunmen", "islamic_state"),
    ("members of the Islamic State group", "islamic_state"),
    ("militants from the Islamic State", "islamic_state"),
    ("ISIS", "islamic_state"),
    ("Isis", "islamic_state"),
    ("IS-Khorasan", "is_khorasan"),
    ("ISIS-K", "is_khorasan"),
    ("Islamic State-Khorasan", "is_khorasan"),
    ("Taliban fighters", "taliban"),
    ("Afghan Taliban", "taliban"),
    ("Pakistani Taliban", "ttp"),
    ("Tehreek-e-Taliban Pakistan", "ttp"),
    ("Tehrik-i-Taliban Pakistan", "ttp"),
    ("PKK rebels", "pkk"),
    ("Kurdistan Workers' Party", "pkk"),
    ("Kurdistan Workers’ Party", "pkk"),
    ("Kurdistan Workers' Party (PKK)", "pkk"),
    ("Kurdistan Workers' Party, or PKK", "pkk"),
    ("Hamas-run health ministry", "hamas"),
    ("HAMAS", "hamas"),
    ("Iran-backed Houthis", "houthis"),
    ("Iran-aligned Houthi rebels", "houthis"),
    ("Houthi drones", "houthis"),
    ("Lebanese Hezbollah", "hezbollah"),
    ("Hizbullah", "hezbollah"),
    ("al Shabaab", "al_shabaab"),
    ("al-Shabab militants", "al_shabaab"),
    ("Al Shabbaab", "al_shabaab"),
    ("Jama’at Nusrat al-Islam wal-Muslimin", "jnim"),
    ("Jamaat Nusrat al-Islam wal Muslimeen", "jnim"),
    ("the paramilitary Rapid Support Forces", "rsf"),
    ("Rapid Support Forces (RSF)", "rsf"),
    ("Syrian Democratic Forces", "sdf"),
    ("Free Syrian Army", "free_syrian_army"),
    ("Palestinian Islamic Jihad", "pij"),
    ("M23 rebels", "m23"),
    ("Wagner mercenaries", "wagner"),
    ("Iran's Revolutionary Guard", "irgc"),
    ("Abu Sayyaf gunmen", "abu_sayyaf"),
    ("Sinaloa Cartel", "sinaloa_cartel"),
    ("Gran Grif gang", "gran_grif"),
    ("U.S.-led coalition", "global_coalition"),
    ("Saudi-led coalition warplanes", "saudi_coalition"),
    ("Nato", "nato"),
    ("UN peacekeepers", "united_nations"),
    ("Human Rights Watch", "hrw"),
    ("Gaza's Health Ministry", "gaza_government"),
    ("Puntland forces", "puntland"),
]

STATES = [
    ("Iraqi forces", "mil_iq"),
    ("U.S. military", "mil_us"),
    ("US forces", "mil_us"),
    ("Turkish warplanes", "mil_tr"),
    ("Syrian government forces", "mil_sy"),
    ("Israeli air strikes", "mil_il"),
    ("Israeli airstrikes", "mil_il"),
    ("Israel’s military", "mil_il"),
    ("IDF", "mil_il"),
    ("Golani Brigade", "mil_il"),
    ("Ukrainian drones", "mil_ua"),
    ("Ukraine's 3rd Assault Brigade", "mil_ua"),
    ("Sudanese Armed Forces", "mil_sd"),
    ("the army of Sudan", "mil_sd"),
    ("South Sudanese troops", "mil_ss"),
    ("Nigerien soldiers", "mil_ne"),
    ("Nigerian soldiers", "mil_ng"),
    ("Armed Forces of the Philippines", "mil_ph"),
    ("Islamic Republic of Iran Army", "mil_ir"),
    ("the Pentagon", "mil_us"),
    ("Nigerian police", "pol_ng"),
    ("police in Nigeria", "pol_ng"),
    ("Trinidad and Tobago police", "pol_tt"),
    ("CRPF", "pol_in"),
    ("Shin Bet", "int_il"),
    ("FSB", "int_ru"),
    ("Iraqi intelligence officers", "int_iq"),
    ("Russia", "gov_ru"),
    ("Moscow", "gov_ru"),
    ("the Kremlin", "gov_ru"),
    ("U.S.", "gov_us"),
    ("Türkiye", "gov_tr"),
    ("Palestinian health officials", "gov_ps"),
    ("Russia's defence ministry", "gov_ru"),
    ("Russian Defense Ministry", "gov_ru"),
    ("State Department", "gov_us"),
    ("Bosnia and Herzegovina", "gov_ba"),
    ("Myanmar junta", "gov_mm"),
    ("National Council for the Safeguard of the Homeland", "gov_ne"),
]

SEVERAL = [
    ("Iraqi and U.S. forces", ["mil_iq", "mil_us"]),
    ("joint Iraqi and U.S. forces", ["mil_iq", "mil_us"]),
    ("Israel and Hamas", ["gov_il", "hamas"]),
    ("Iraqi and US-led coalition forces", ["mil_iq", "global_coalition"]),
    ("U.S.-Israeli strikes", ["mil_us", "mil_il"]),
    ("Hamas and Islamic Jihad militants", ["hamas", "pij"]),
    ("Boko Haram/ISWAP terrorists", ["boko_haram", "iswap"]),
    ("Chadian, Nigerian and Cameroonian soldiers", ["mil_td", "mil_ng", "mil_cm"]),
    ("Somali and U.S. special operations troops", ["mil_so", "mil_us"]),
    ("Rapid Support Forces and allied militias", ["rsf", None]),
]

OPEN = [
    "isis",
    "us forces",
    "AA",
    "Islamic Stat",
    "Islamic State affiliate",
    "Boko Haram faction",
    "Kachin Independence Party",
    "Kuki National Army",
    "Free Syrian Police",
    "Majlis Wahdat-e-Muslimeen",
    "central Jabalia battalion",
    "Jaime Martinez front",
    "Bayern",
    "Centre for Democracy and Human Rights",
    "Committee for Palestine and Syria",
    "Iran-born singer",
    "U.S.-led forces",
    "Islamic Army of Nowhere",
    "Revolutionary Army",
    "Thousands",
    "leaders",
    "drones",
    "SDF",
]


def ids(
    surface: str, *, countries: tuple[str, ...] = (), on: date | None = None, known: tuple[Actor, ...] = ()
) -> list[str | None]:
    return [actor.id for actor in resolve(surface, registry=REGISTRY, countries=countries, on=on, known=known)]


def named(*actors: str) -> tuple[Actor, ...]:
    return tuple(REGISTRY.entries[actor].as_actor(score=0.9, reasons=()) for actor in actors)


@pytest.mark.parametrize(("surface", "actor"), NAMES)
def test_a_name_is_linked_to_its_group(surface: str, actor: str) -> None:
    assert ids(surface) == [actor]


@pytest.mark.parametrize(("surface", "actor"), STATES)
def test_a_state_force_is_linked_to_its_state(surface: str, actor: str) -> None:
    assert ids(surface) == [actor]


@pytest.mark.parametrize(("surface", "actors"), SEVERAL)
def test_a_list_is_several_actors(surface: str, actors: list[str | None]) -> None:
    assert ids(surface) == actors


@pytest.mark.parametrize("surface", OPEN)
def test_what_is_not_registered_stays_open_with_a_reason(surface: str) -> None:
    (actor,) = resolve(surface, registry=REGISTRY)
    assert actor.id is None
    assert actor.kind is ActorKind.UNKNOWN
    assert actor.reasons


@pytest.mark.parametrize(
    ("surface", "countries", "actor"),
    [
        ("SDF", ("SY",), "sdf"),
        ("SNA", ("SY",), "national_army_sna"),
        ("SNA", ("SO",), "mil_so"),
        ("Congolese army", (), "mil_cd"),
        ("Congolese army", ("CG",), "mil_cg"),
        ("Guinean soldiers", ("GW",), "mil_gw"),
        ("Maoist rebels", ("PH",), "npa"),
        ("Maoist rebels", ("IN",), "cpi_maoist"),
        ("Georgia", ("US",), None),
        ("Georgia", ("GE", "US"), "gov_ge"),
        ("IS", ("DE",), "islamic_state"),
        ("PKK", ("DE",), "pkk"),
        ("AA", ("TR",), None),
        ("Manipur Police", ("IN",), "pol_in"),
        ("soldiers", ("NE",), "mil_ne"),
        ("police", ("NG",), "pol_ng"),
        ("the junta", ("MM",), "gov_mm"),
        ("labour ministry", ("VN",), "gov_vn"),
        ("U.N.-backed government", ("LY",), "gov_ly"),
        ("81st Brigade", ("UA",), "mil_ua"),
        ("the Tigers", ("LK",), "ltte"),
        ("the Tigers", (), None),
        ("coalition warplanes", ("YE",), "saudi_coalition"),
        ("Haftar's forces", ("LY",), "lna"),
        ("CTD", ("IN",), None),
    ],
)
def test_the_reports_country_decides(surface: str, countries: tuple[str, ...], actor: str | None) -> None:
    assert ids(surface, countries=countries) == [actor]


@pytest.mark.parametrize(
    ("surface", "on", "countries", "actor"),
    [
        ("AQI", date(2005, 6, 1), ("IQ",), "islamic_state"),
        ("ISI", date(2008, 1, 1), ("IQ",), "islamic_state"),
        ("ISI", date(2020, 1, 1), (), "int_pk"),
        ("Nusra Front", date(2014, 1, 1), ("SY",), "al_nusra_front"),
        ("Syrian army", date(2013, 5, 1), ("SY",), "mil_2000_sy"),
        ("Syrian army", date(2025, 5, 1), ("SY",), "mil_sy"),
        ("Syrian army", date(2024, 12, 8), ("SY",), "mil_sy"),
        ("the Tiger Forces", date(2018, 2, 1), ("SY",), "mil_2000_sy"),
        ("Assad's troops", date(2014, 2, 2), ("SY",), "mil_2000_sy"),
        ("Northern Alliance", date(2019, 8, 1), ("MM",), None),
        ("the Assad regime", date(2014, 2, 2), ("SY",), "gov_2000_sy"),
        ("Afghan police", date(2010, 3, 1), ("AF",), "pol_2001_af"),
        ("Afghan police", date(2022, 3, 1), ("AF",), "pol_af"),
        ("soldiers", date(2015, 3, 1), ("AF",), "mil_2001_af"),
        ("Iraqi army", date(1991, 2, 1), ("IQ",), "mil_1979_iq"),
        ("Malian army", date(2019, 2, 1), ("ML",), "mil_ml"),
        ("troops loyal to Gaddafi", date(2011, 4, 1), ("LY",), "mil_1969_ly"),
    ],
)
def test_the_day_decides_between_names(surface: str, on: date, countries: tuple[str, ...], actor: str | None) -> None:
    assert ids(surface, on=on, countries=countries) == [actor]


def test_a_name_out_of_its_years_is_linked_with_a_doubt() -> None:
    (then,) = resolve("Nusra Front", registry=REGISTRY, on=date(2014, 1, 1))
    (later,) = resolve("Nusra Front", registry=REGISTRY, on=date(2022, 1, 1))
    assert later.score < then.score


@pytest.mark.parametrize(
    ("surface", "known", "actor"),
    [
        ("the group", ("mil_iq", "islamic_state"), "islamic_state"),
        ("group", ("islamic_state", "mil_us"), "islamic_state"),
        ("the militants", ("pkk", "mil_tr"), "pkk"),
        ("militants", ("pkk",), "pkk"),
        ("its fighters", ("hamas", "mil_il"), "hamas"),
        ("the group's fighters", ("pkk",), "pkk"),
        ("the rebels", ("mil_cd", "m23"), "m23"),
        ("the army", ("mil_il", "hamas"), "mil_il"),
        ("the organisation", ("islamic_state", "hrw"), "hrw"),
        ("its leader", ("al_shabaab", "gov_ke"), "al_shabaab"),
        ("its armed wing", ("hamas",), "hamas"),
        ("the 155th Brigade", ("mil_ua", "mil_ru"), "mil_ru"),
        ("the al-Qaida-linked group", ("islamic_state", "jnim", "mil_ml"), "jnim"),
        ("gunmen", ("pkk",), None),
        ("a group", ("pkk",), None),
        ("an armed group", ("pkk",), None),
        ("the group", (), None),
    ],
)
def test_words_point_back_at_who_was_named(surface: str, known: tuple[str, ...], actor: str | None) -> None:
    assert ids(surface, known=named(*known)) == [actor]


@pytest.mark.parametrize(
    ("surface", "countries", "name", "kind"),
    [
        ("gunmen", ("NG",), "Unidentified Armed Group (Nigeria)", ActorKind.POLITICAL_MILITIA),
        ("25 militants", (), "Unidentified Armed Group", ActorKind.POLITICAL_MILITIA),
        ("Palestinian militants", (), "Unidentified Armed Group (Palestine)", ActorKind.POLITICAL_MILITIA),
        ("Iran-backed militias", ("IQ",), "Unidentified Armed Group (Iraq)", ActorKind.POLITICAL_MILITIA),
        ("pro-Russian separatists", ("UA",), "Unidentified Armed Group (Ukraine)", ActorKind.POLITICAL_MILITIA),
        ("an al-Qaida-linked group", ("ML",), "Unidentified Armed Group (Mali)", ActorKind.POLITICAL_MILITIA),
        ("Fulani herders", ("NG",), "Fulani Ethnic Militia (Nigeria)", ActorKind.IDENTITY_MILITIA),
        ("Bangash tribesmen", ("PK",), "Bangash Tribal Militia (Pakistan)", ActorKind.IDENTITY_MILITIA),
        ("gang members", ("HT",), "Unidentified Gang (Haiti)", ActorKind.CRIMINAL_GROUP),
        ("anti-government protesters", ("KE",), "Protesters (Kenya)", ActorKind.PROTESTERS),
        ("an angry mob", ("IN",), "Rioters (India)", ActorKind.RIOTERS),
        ("villagers", ("MM",), "Civilians (Myanmar)", ActorKind.CIVILIANS),
        ("Palestinians", (), "Civilians (Palestine)", ActorKind.CIVILIANS),
        ("garment workers", ("BD",), "Labor Group (Bangladesh)", ActorKind.CIVILIANS),
        ("Tuareg rebels", ("ML",), "Tuareg rebels", ActorKind.POLITICAL_MILITIA),
        ("81st Brigade", ("UA", "RU"), "Military Forces of Ukraine 81st Brigade", ActorKind.STATE_FORCE),
        ("Sharia court", ("SY",), "Sharia court", ActorKind.UNKNOWN),
        ("Uzbek anti-government forces", ("AF",), "Uzbek anti-government forces", ActorKind.UNKNOWN),
        ("Sudan Liberation Movement/Army", ("SD",), "Sudan Liberation Movement/Army", ActorKind.UNKNOWN),
        ("KNLA", ("IN",), "KNLA", ActorKind.UNKNOWN),
        ("Ansaar ul-Islam", ("PK",), "Ansaar ul-Islam", ActorKind.UNKNOWN),
        ("soldiers", (), "Military Forces", ActorKind.STATE_FORCE),
    ],
)
def test_who_has_no_name_is_called_by_kind_and_country(
    surface: str, countries: tuple[str, ...], name: str, kind: ActorKind
) -> None:
    (actor,) = resolve(surface, registry=REGISTRY, countries=countries)
    assert (actor.id, actor.name, actor.kind) == (None, name, kind)


@pytest.mark.parametrize(
    "name",
    [
        "Unidentified Armed Group (Nigeria)", "Civilians (Afghanistan)", "Protesters (Kenya)", "Rioters (Brazil)",
        "Fulani Ethnic Militia (Nigeria)", "Labor Group (Bangladesh)", "Unidentified Gang (Haiti)",
    ],
)  # fmt: skip
def test_a_name_that_we_gave_is_read_back(name: str) -> None:
    assert [actor.name for actor in resolve(name, registry=REGISTRY)] == [name]


def test_a_mention_of_many_countries_is_less_sure() -> None:
    (one,) = resolve("police", registry=REGISTRY, countries=("NG",))
    (two,) = resolve("police", registry=REGISTRY, countries=("NG", "BJ"))
    assert two.score < one.score


def test_an_ambiguous_abbreviation_names_what_it_may_mean() -> None:
    (actor,) = resolve("SDF", registry=REGISTRY)
    assert "sdf" in actor.reasons[0]


def test_a_blank_surface_is_refused() -> None:
    with pytest.raises(ValueError, match="expected the words of an actor"):
        resolve(" “” ", registry=REGISTRY)


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1).filter(lambda text: any(map(str.isalnum, text))))
def test_any_text_gets_an_actor_with_a_score_and_a_reason(text: str) -> None:
    for actor in resolve(text, registry=REGISTRY, countries=("IQ",)):
        assert 0 <= actor.score <= 1
        assert actor.name
        assert actor.reasons
        assert actor.id is None or actor.id in REGISTRY.entries


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(REGISTRY.entries)))
def test_a_canonical_name_never_leads_to_another_actor(actor: str) -> None:
    entry = REGISTRY.entries[actor]
    found = ids(entry.name, countries=entry.countries, on=entry.active.start)
    assert found in ([actor], [None])
