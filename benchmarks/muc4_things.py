"""What a MUC-4 template says beside time, place and people hit: targets of stone and steel, instruments, perpetrators, the stage."""

import re
from collections.abc import Sequence
from typing import Final

from benchmarks.muc4_story import Story, focus
from benchmarks.muc4_victims import number_of
from cairn.model import Span
from cairn.reading.incidents import Filler, Incident

#: Words by which an instrument is of a type, the narrowest first.
INSTRUMENTS: Final = (
    ("VEHICLE BOMB", r"car[- ]?bombs?|bus bomb|truck bomb|vehicle (?:loaded|filled|packed)|booby-trapped (?:car|vehicle)"),
    ("DYNAMITE", r"dynamite"),
    ("GRENADE", r"grenades?"),
    ("MOLOTOV COCKTAIL", r"molotov|incendiary bottle"),
    ("MINE", r"mines?\b|land ?mines?"),
    ("AERIAL BOMB", r"aerial|air ?plane|bombs? dropped"),
    ("MORTAR", r"mortars?"),
    ("MACHINE GUN", r"machine-?guns?|submachine-?guns?|uzis?|mini-uzi"),
    ("HANDGUN", r"pistols?|revolvers?|handguns?|\d+-?mm (?:gun|pistol)"),
    ("RIFLE", r"rifles?|ak-47s?|m-16s?|galil|r-15|carbines?"),
    ("MISSILE", r"missiles?"),
    ("ROCKET", r"rockets?|rpgs?|catapults?|ramps?"),
    ("CUTTING DEVICE", r"kni(?:fe|ves)|machetes?|bayonets?|axe?s?|daggers?"),
    ("STONE", r"stones?|rocks?"),
    ("FIRE", r"gasoline|flames?"),
    ("TORTURE", r"tortur\w+"),
    ("BOMB", r"bombs?|explosive devices?|bombing"),
    ("GUN", r"guns?|weapons?|bullets?|firearms?|gun ?fire|shots?|caliber"),
    ("EXPLOSIVE", r"explosives?|explosions?|charges?|tnt|devices?"),
)
#: Words by which a physical target is of a type, tried in this order.
THINGS: Final = (
    ("DIPLOMAT OFFICE OR RESIDENCE", r"embass\w+|consul\w+|ambassador\w*|diplomat\w*"),
    ("LAW ENFORCEMENT FACILITY", r"police|barracks|garrison|cai|das\b|jail|prison|dijin"),
    ("FINANCIAL", r"bank\w*|financial|savings|credit"),
    ("ENERGY", r"electri\w+|power|pipelines?|oil|towers?|pylons?|poles?|posts?|substations?|transformers?|high-tension|energy|gas|refiner\w+|dam|hydroelectric"),
    ("COMMUNICATIONS", r"telephone\w*|radio|television|tv|newspaper\w*|antel|telecom\w*|communications?|transmitter|telegraph|espectador|antenna|press|magazine|station repeater|booths?"),
    ("TRANSPORT VEHICLE", r"vehicles?|cars?|bus(?:es)?|trucks?|trains?|planes?|airplanes?|aircraft|helicopters?|boats?|ships?|motorcycles?|automobiles?|pickup|jeep|van|ambulance|taxis?|buse|jet|locomotive|units?|minibus\w*|tractors?|mercedes|boeing|airliner|camper"),
    ("TRANSPORTATION ROUTE", r"bridges?|roads?|highways?|railroads?|railway|streets?|tracks?|viaduct"),
    ("TRANSPORTATION FACILITY", r"airports?|terminals?|bus station|train station|port facilities|depot"),
    ("POLITICAL FIGURE OFFICE OR RESIDENCE", r"(?:party|political|campaign|liberal|conservative|senator|apra|arena|patriotic union|fredemo|up|uno|leader)\b.*|.*\b(?:party|candidate|senator|politician)\b.*"),
    ("GOVERNMENT OFFICE OR RESIDENCE", r"ministr?\w*|government\w*|presidential|president\w*|mayor\w*|municipal\w*|city hall|town hall|court\w*|assembly|congress\w*|governor\w*|palace|attorney general\w*|registr\w+|state"),
    ("CIVILIAN RESIDENCE", r"houses?|homes?|residences?|apartments?|dwellings?|huts?"),
    ("ORGANIZATION OFFICE", r"offices?|headquarters|fenastras|union|federation|association|confederation|committee|church council|locals?"),
    ("COMMERCIAL", r"stores?|hotels?|restaurants?|shops?|markets?|supermarkets?|compan\w+|factor\w+|plants?|business\w*|shopping|warehouses?|ranch\w*|plantation|mills?|mines?|farms?|estates?|offices?|laborator\w+|dealership|commercial|drugstore|enterprises?|club|theaters?|cinemas?|gas stations?|service stations?|nightclub|discotheque|mall"),
    ("WATER", r"water|aqueduct|sewer"),
)  # fmt: skip
STATE: Final = re.compile(
    r"\b(?:arm(?:y|ed forces)|soldiers?|troops?|military|police\w*|government\w*|air force|national guard|battalion|brigade|treasury police|security forces|officers?|colonel|lieutenants?|das|regime|death squads?|cavalry|uniform\w*|paramilitary|state|civil defense|navy|marines?|detachment|president|cia)\b"
)
_THREATENED: Final = re.compile(r"\bthreat(?:en|ened|ens|s|ening)?\b|\bwarn(?:ed|ing)\b")
_ATTEMPTED: Final = re.compile(
    r"\b(?:attempt(?:ed|s|ing)?|tried|trying|deactivat\w+|defus\w+|foiled|frustrat\w+|fail(?:ed|s) to|thwart\w*|unsuccessful\w*|did not (?:explode|go off)|escaped unhurt|plot|planned|planning|plan to|intended|intercepted|discovered|dismantl\w+|was going to|were going to)\b"
)
_DESTROYED: Final = re.compile(
    r"\b(?:destroy(?:ed|ing|s)?|destruction|blew up|blown up|blowing up|levell?ed|demolish\w*|razed|burned down|completely burned|total(?:ly)? (?:loss|burned)|set (?:\w+ ){0,4}(?:on fire|afire|ablaze)|burn(?:ed|ing)|torched|dynamited)\b"
)
_DAMAGED: Final = re.compile(
    r"\b(?:damag\w+|windows?|partially|broke\w*|shatter\w*|crater|derail\w*|explo\w+|hit\b|machine-?gun\w*|bullets?)\b"
)
_UNDAMAGED: Final = re.compile(
    r"\b(?:no (?:\w+ )?damage|without (?:causing )?(?:\w+ )?damage|did not (?:explode|cause)|defus\w+|deactivat\w+|undamaged)\b"
)
_CLAIMED: Final = re.compile(
    r"\b(?:claim(?:ed|ing|s)? (?:\w+ ){0,2}(?:responsib\w+|credit)|responsibility for|admitt?\w*|acknowledg\w+|took responsib\w+)\b"
)
_ACCUSED: Final = re.compile(
    r"\b(?:accus\w+|alleg\w+|suspect\w+|presum\w+|blam\w+|apparently|attribut\w+|charg(?:ed|es)|believ\w+|probably|reportedly|supposed\w*|implicat\w+)\b"
)
_AUTHORITY: Final = re.compile(
    r"\b(?:police|army|military|government|armed forces|authorit\w+|officials?|minister|president|court|judge|attorney general|colonel|general|das|security)\b"
)
_SOFT: Final = re.compile(r"\b(?:possib\w+|may have|might have|could have|rule[ds]? out)\b")


def _near(story: Story, spans: Sequence[Span]) -> str:
    """The text of the sentences that hold some spans."""
    return " ".join(dict.fromkeys(story.sentences[story.sentence_at(span.start)].quote for span in spans))


def instrument_type(words: str) -> str | None:
    """The type of an instrument by its words; None where it is none of the task's."""
    return next((kind for kind, pattern in INSTRUMENTS if re.search(rf"\b(?:{pattern})", words)), None)


def implied_instrument(story: Story, incident: Incident) -> str | None:
    """The type that the telling of an incident implies where no instrument is named: a shot is a gun's."""
    told = _told(story, incident)
    if incident.type == "attack" and re.search(
        r"\b(?:shot|shoot\w*|gunned|gunfire|bullets?|machine-?gunn\w+|riddled|opened fire|fired)\b", told
    ):
        return "MACHINE GUN" if re.search(r"machine-?gunn|machine-?gun", told) else "GUN"
    if incident.type == "bombing":
        return next(
            (
                kind
                for kind, pattern in INSTRUMENTS
                if kind in ("VEHICLE BOMB", "DYNAMITE", "GRENADE", "BOMB", "EXPLOSIVE") and re.search(rf"\b(?:{pattern})", told)
            ),
            "BOMB",
        )
    return None


def _told(story: Story, incident: Incident) -> str:
    weights = focus(story, incident)
    best = sorted(weights, key=lambda number: -weights[number])[:2]
    return " ".join(story.sentences[number].quote for number in best)


def thing_type(words: str) -> str:
    """The type of a physical target by its words."""
    return next((kind for kind, pattern in THINGS if re.search(rf"\b(?:{pattern})\b", words)), "OTHER")


def thing_effect(story: Story, incident: Incident, filler: Filler) -> str | None:
    """What happened to a physical target, by the words beside it."""
    near = " ".join(_window(story, mark.span) for mark in filler.mentions)
    if incident.type == "robbery":
        return "PROPERTY TAKEN FROM TARGET"
    for effect, pattern in (("NO DAMAGE", _UNDAMAGED), ("DESTROYED", _DESTROYED), ("SOME DAMAGE", _DAMAGED)):
        if pattern.search(near):
            return "SOME DAMAGE" if effect == "DESTROYED" and ("partial" in near or incident.type == "arson") else effect
    return "SOME DAMAGE" if incident.type == "arson" else None


def _window(story: Story, span: Span) -> str:
    sentence = story.sentences[story.sentence_at(span.start)]
    return story.text[max(sentence.start, span.start - 90) : min(sentence.end, span.end + 90)]


def thing_number(story: Story, filler: Filler) -> str:
    """How many there are of a physical target."""
    return number_of(story, filler.mentions[0].span)


def category(perpetrators: Sequence[str], organisations: Sequence[str]) -> str | None:
    """Whether the state or others did it; None where nobody is named. Organisations tell more than the men."""
    told = [*organisations, *perpetrators]
    if not told:
        return None
    return "STATE-SPONSORED VIOLENCE" if any(STATE.search(words) for words in told) else "TERRORIST ACT"


def confidence(story: Story, filler: Filler) -> str:
    """How the report holds an organisation to have done it (template documentation, part 2, slot 11)."""
    near = _near(story, [mark.span for mark in filler.mentions])
    if _CLAIMED.search(near) and "not claimed" not in near:
        return "CLAIMED OR ADMITTED"
    if _ACCUSED.search(near):
        return (
            "SUSPECTED OR ACCUSED BY AUTHORITIES"
            if _AUTHORITY.search(near) and not STATE.search(filler.mentions[0].span.quote)
            else "SUSPECTED OR ACCUSED"
        )
    return "POSSIBLE" if _SOFT.search(near) else "REPORTED AS FACT"


def stage(story: Story, incident: Incident) -> str:
    """Whether the incident was carried out: threatened or attempted only where the sentence that tells most of it says so."""
    told = _told(story, incident)
    done = re.search(
        r"\b(?:killed|died|dead|death of|murder(?:ed|s)?|assassinated|assassination of|exploded|destroyed|wounded|injured|damaged|kidnapped|burned|blew up)\b",
        told,
    )
    if _THREATENED.search(told) and not done:
        return "THREATENED"
    if _ATTEMPTED.search(told) and not done:
        return "ATTEMPTED"
    return "ACCOMPLISHED"
