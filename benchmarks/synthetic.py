"""Made-up accounts of made-up events over ten years, as many as are wanted: what consolidation is timed on.

Countries, provinces, towns, actors and types are as unequal as in the field's own data: a few countries have most of the events, a few towns
most of a country's, wars come in waves. One to thirty reports tell of an event (2.5 in the mean, most events have one). They are worded
differently, some copy another, come out days later, and get things wrong as reports and readers do: the day by one, the town by
its province or by a neighbour, the toll, the type, the spelling of names. Some recall an older event in passing.

An event's accounts depend on the seed and its number alone, so that any part can be made by itself. No name, place or number is real.
"""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from hashlib import sha256
from itertools import accumulate
from typing import Generic, TypeVar

from cairn.model import (
    Account,
    ActorKind,
    Casualty,
    CasualtyGroup,
    Claim,
    ClaimField,
    ClaimValue,
    Outcome,
    Participant,
    Place,
    Role,
    Span,
    Status,
    Weapon,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
    text_id,
)

FIRST, DAYS = date(2014, 1, 1), 3652
COUNTRIES = (
    "SY UA AF IQ YE NG SO ML MX MM PK SD CD IN ET BF CO PH LY SS NE CM IL PS LB TR RU CF MZ EG TD KE BD VE TH HT BR IR KZ GE "
    "AZ AM UG BI RW LK NP ID HN SV GT EC PE DZ TN JO SA"
).split()
#: How unequal: the weight of the n-th country, town or actor is n to the minus this.
SKEW = 1.05
#: The share of events told by n reports is as n to the minus this, up to MOST: 2.5 in the mean.
TELLING, MOST = 1.95, 30
TYPES = {
    "armed_clash": 24, "attack": 22, "air_drone_strike": 13, "shelling_artillery_missile_attack": 12, "remote_explosive_landmine_ied": 9,
    "peaceful_protest": 6, "abduction_forced_disappearance": 4, "arrests": 4, "suicide_bomb": 2, "looting_property_destruction": 2,
    "violent_demonstration": 2,
}  # fmt: skip
TAKEN_FOR = {
    "armed_clash": "attack", "attack": "armed_clash", "air_drone_strike": "shelling_artillery_missile_attack",
    "shelling_artillery_missile_attack": "air_drone_strike", "remote_explosive_landmine_ied": "attack", "suicide_bomb": "attack",
    "abduction_forced_disappearance": "attack", "arrests": "abduction_forced_disappearance", "peaceful_protest": "violent_demonstration",
    "violent_demonstration": "peaceful_protest", "looting_property_destruction": "attack",
}  # fmt: skip
WORDS = {
    "armed_clash": ("clashes", "a gun battle", "heavy fighting", "an ambush"), "attack": ("an attack", "a raid", "a shooting"),
    "air_drone_strike": ("an air strike", "a drone strike", "a bombardment"), "shelling_artillery_missile_attack": ("shelling", "artillery fire", "rockets"),
    "remote_explosive_landmine_ied": ("a roadside bomb", "a blast", "an explosion"), "peaceful_protest": ("a protest", "a rally"),
    "abduction_forced_disappearance": ("an abduction", "a kidnapping"), "arrests": ("arrests", "a sweep"), "suicide_bomb": ("a suicide bombing", "a blast"),
    "looting_property_destruction": ("looting", "an arson attack"), "violent_demonstration": ("a riot", "unrest"),
}  # fmt: skip
SITES = (
    "the market", "a police station", "a mosque", "a school", "the main hospital", "an army base", "a checkpoint", "a bus on the highway",
    "the airport", "an oil field", "a church", "a hotel", "the prison", "a row of houses", "a farm", "a funeral",
)  # fmt: skip
HOURS = ("in the morning", "at dawn", "in the evening", "overnight", "in the afternoon", "at night")
OPENINGS = (
    "{What} {verb} {toll} in {place} {day}, {who} said.",
    "{Who} said {what} {verb} {toll} in {place} {day}.",
    "{toll_} {were} when {what} hit {site} in {place} {day}, according to {who}.",
    "Residents of {place} spoke of {what} {day}; {toll_} {were}.",
    "{place} - {What} near {site} {verb} {toll} {day}, local sources told the agency.",
    "At least one building burnt down after {what} in {place} {day}, and {toll_} {were}.",
)
FURTHER = (
    "{actor} fighters were seen {hour} near {site}.", "No group had claimed it so far, but {actor} is active in {province}.",
    "{actor} claimed responsibility in a statement.", "The governor of {province} visited {site} and promised an inquiry.",
    "A witness named {person} said it began {hour}.", "{person}, a teacher from {quarter}, lost two cousins.",
    "The road between {quarter} and {place} was closed.", "It was the second attack in {province} this month.",
    "The toll rose after {person} died of wounds.", "Ambulances came from {quarter} within the hour.",
    "Human rights monitors have counted many such cases in {province}.", "Officials gave no further details.",
    "The army said its units had returned to {quarter}.", "Shops in {quarter} stayed shut, and people stayed at home.",
    "{person} told reporters that nobody had warned them.", "The ministry in the capital blamed {actor} for it.",
)  # fmt: skip
OPENS, MIDDLES, ENDS = (
    "Ka Ba Tal Mar Zar Qas Deb Has Ben Gor Lub Nak Pir Sha Tem Ulo Vor Wad Yam Dar Far Jal Kor Mas Nor Ras Sul Tir".split(),
    "ra li mo sha ne ku ba di ta go zi ha ve lo mi fa su ro ja".split(),
    "bad kala gorsk pur ville hama nagar dun zai stan tepe kand sur wa mba rika nia gan tal dera".split(),
)
PUBLISHERS = tuple(f"{name} {kind}" for name in ("Northern", "Southern", "Daily", "National", "World", "Morning", "Free", "City", "River", "Coast") for kind in ("Post", "Wire", "Times", "Herald", "News"))
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """An account with what is known of its report: its text, day of publication and publisher."""

    account: Account
    text: str
    published: date
    publisher: str


@dataclass(frozen=True, slots=True)
class Weighted(Generic[T]):
    """Things to draw from, the first ones most often."""

    things: tuple[T, ...]
    reach: tuple[float, ...]

    @classmethod
    def by_rank(cls, things: Sequence[T], skew: float = SKEW) -> "Weighted[T]":
        """The n-th thing with n to the minus `skew`."""
        return cls(tuple(things), tuple(accumulate((n + 1) ** -skew for n in range(len(things)))))

    def draw(self, chance: random.Random) -> T:
        """One of them."""
        return self.things[bisect(self.reach, chance.random() * self.reach[-1])]


@dataclass(frozen=True)
class Country:
    """A made-up country under a real code: its towns by size, its actors, when its wars were hot."""

    code: str
    seed: int
    days: int

    @cached_property
    def _chance(self) -> random.Random:
        return random.Random(f"{self.seed} {self.code}")  # noqa: S311 - no secret

    @cached_property
    def towns(self) -> Weighted[tuple[Place, Place]]:
        """Eight to thirty provinces of three to forty towns, 10 to 60 km apart, each province some 100 km from the next."""
        chance = self._chance
        found: list[tuple[Place, Place]] = []
        south, west = chance.uniform(-25, 50), chance.uniform(-90, 110)
        for p in range(chance.randint(8, 30)):
            lat, lon = south + (p // 5) * 1.1, west + (p % 5) * 1.3
            name, id_ = coined(chance), f"{self.code}-{p}"
            province = Place(f"{name} Province", self.code, name, None, lat, lon, WherePrecision.ADMIN1, id_)
            for t in range(chance.randint(3, 40)):
                point = (round(lat + chance.uniform(-0.5, 0.5), 3), round(lon + chance.uniform(-0.6, 0.6), 3))
                town = Place(coined(chance), self.code, name, f"{name} {t % 4}", *point, WherePrecision.EXACT, f"{id_}-{t}")
                found.append((town, province))
        chance.shuffle(found)
        return Weighted.by_rank(found)

    @cached_property
    def actors(self) -> Weighted[Participant]:
        """Rebels and militias, a few of which the registry does not know."""
        chance = random.Random(f"{self.seed} {self.code} actors")  # noqa: S311 - no secret
        names = [f"{coined(chance)} {kind}" for kind in ("Liberation Front", "Army", "Brigades", "Movement", "Militia", "Youth", "Group", "Resistance")]
        chance.shuffle(names)
        kinds = (ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA)
        found = [Participant(Role.SIDE_A, name, None if n % 4 == 3 else f"{self.code.lower()}_{n}", kinds[n % 3], name) for n, name in enumerate(names)]
        found.insert(2, Participant(Role.SIDE_A, "Islamic State", "islamic_state", ActorKind.REBEL_GROUP, "Islamic State"))
        return Weighted.by_rank(found)

    def force(self, branch: str, role: Role) -> Participant:
        """A force of the state."""
        name = f"{branch.title()} Forces of {self.code}"
        return Participant(role, name, f"{branch}_{self.code.lower()}", ActorKind.STATE_FORCE, f"the {branch}")

    @cached_property
    def waves(self) -> Weighted[int]:
        """The months by how hot they were."""
        chance = random.Random(f"{self.seed} {self.code} waves")  # noqa: S311 - no secret
        level, weights = 1.0, []
        for _ in range(-(-self.days // 30)):
            level = min(4.0, max(0.15, level * chance.lognormvariate(0, 0.3)))
            weights.append(level)
        return Weighted(tuple(range(len(weights))), tuple(accumulate(weights)))


@dataclass
class World:
    """All countries of a seed, at war for so many days."""

    seed: int = 5
    days: int = DAYS
    countries: Weighted[Country] = field(init=False)
    types: Weighted[str] = field(init=False)
    told: Weighted[int] = field(init=False)

    def __post_init__(self) -> None:
        self.countries = Weighted.by_rank([Country(code, self.seed, self.days) for code in COUNTRIES])
        self.types = Weighted(tuple(TYPES), tuple(accumulate(TYPES.values())))
        self.told = Weighted.by_rank(range(1, MOST + 1), TELLING)

    def event(self, number: int) -> Iterator[Written]:
        """The accounts of the event of this number."""
        chance = random.Random(f"{self.seed} {number}")  # noqa: S311 - no secret
        happened = Happened.of(self, number, chance)
        first: str | None = None
        for n in range(self.told.draw(chance)):
            written = happened.account(n, chance, first)
            first = first or written.text
            yield written


@cache
def world(seed: int = 5) -> World:
    """The world of a seed, made once."""
    return World(seed)


def coined(chance: random.Random) -> str:
    """A name that no place or person bears on purpose."""
    return chance.choice(OPENS) + "".join(chance.choice(MIDDLES) for _ in range(chance.randint(0, 2))) + chance.choice(ENDS)


def respelt(name: str, chance: random.Random) -> str:
    """Another spelling of a name."""
    change = chance.choice((("k", "q"), ("a", "e"), ("sh", "ch"), ("l", "ll"), ("o", "u"), ("w", "v")))
    return name[0] + name[1:].replace(*change, 1)


@dataclass(frozen=True)
class Happened:
    """What took place."""

    number: int
    country: Country
    town: Place
    province: Place
    other: Place
    day: date
    type: str
    sides: tuple[Participant, ...]
    dead: int
    hurt: int
    site: str
    hour: str
    quarter: str
    person: str

    @classmethod
    def of(cls, made: World, number: int, chance: random.Random) -> "Happened":
        """One event at random."""
        country = made.countries.draw(chance)
        town, province = country.towns.draw(chance)
        other, _ = country.towns.draw(chance)
        month = country.waves.draw(chance)
        day = FIRST + timedelta(days=min(made.days - 1, month * 30 + chance.randrange(30)))
        kind = made.types.draw(chance)
        dead = 0 if kind in ("peaceful_protest", "arrests") or chance.random() < 0.3 else min(400, int(chance.paretovariate(0.9)))
        hurt = 0 if chance.random() < 0.5 else min(900, int(chance.paretovariate(0.8)))
        names = (coined(chance), f"{coined(chance)} {coined(chance)}")
        return cls(number, country, town, province, other, day, kind, cls._sides(country, kind, chance), dead, hurt, chance.choice(SITES), chance.choice(HOURS), *names)

    @staticmethod
    def _sides(country: Country, kind: str, chance: random.Random) -> tuple[Participant, ...]:
        group = country.actors.draw(chance)
        civilians = Participant(Role.VICTIM, f"Civilians ({country.code})", None, ActorKind.CIVILIANS, "residents")
        if kind in ("peaceful_protest", "violent_demonstration"):
            return (Participant(Role.SIDE_A, f"Protesters ({country.code})", None, ActorKind.PROTESTERS, "protesters"),)
        if kind == "arrests":
            return (country.force("police", Role.SIDE_A),)
        if kind == "armed_clash":
            return (group, country.force("military" if chance.random() < 0.7 else "police", Role.SIDE_B))
        if kind in ("air_drone_strike", "shelling_artillery_missile_attack"):
            return (country.force("military", Role.SIDE_A), civilians)
        nameless = Participant(Role.SIDE_A, f"Unidentified Armed Group ({country.code})", None, ActorKind.POLITICAL_MILITIA, "gunmen")
        return (nameless if chance.random() < 0.4 else group, civilians)

    def account(self, n: int, chance: random.Random, first: str | None) -> Written:
        """What the n-th report tells of it."""
        recalls = chance.random() < 0.07
        late = chance.randint(40, 900) if recalls else 0 if n == 0 and chance.random() < 0.6 else min(20, int(chance.expovariate(0.6)))
        published = self.day + timedelta(days=late)
        when, phrase = self._when(published, chance, recalls=recalls)
        where = self._where(chance)
        kind = self.type if chance.random() < 0.86 else TAKEN_FOR[self.type]
        text = Text()
        copies = first is not None and not recalls and chance.random() < 0.08
        spans = text.write(self, kind, where, phrase, chance)
        body = text.text
        if copies and first is not None:
            body += "\n" + first
        body += f" Ref. {self.number}/{n}."
        report = text_id(body)
        claims = tuple(self._claims(kind, when, where, spans, chance, recalls=recalls, late=late))
        account = Account("a" + sha256(report.encode()).hexdigest()[:16], report, (spans["type"],), claims)
        return Written(account, body, published, chance.choice(PUBLISHERS))

    def _when(self, published: date, chance: random.Random, *, recalls: bool) -> tuple[When, str]:
        draw = chance.random()
        if recalls and draw < 0.8:
            start, end, precision, phrase = _stretch(self.day, "year" if draw < 0.2 else "month")
            return When(start, end, precision, phrase, WhenBasis.RESOLVED), phrase
        if draw < 0.14 and not recalls:
            return When(None, published, WhenPrecision.UNKNOWN, None, WhenBasis.PUBLISHED, "before_publication", published), "recently"
        if draw < 0.19:
            return When(self.day - timedelta(days=self.day.weekday()), self.day + timedelta(days=6 - self.day.weekday()), WhenPrecision.WEEK, "this week", WhenBasis.RESOLVED), "this week"
        if draw < 0.195:
            return When(), "recently"
        day = self.day + timedelta(days=chance.choice((-1, 1)) if draw > 0.94 else 0)
        return When.on(day, day.strftime("%A"), WhenBasis.RESOLVED), f"on {day:%A}"

    def _where(self, chance: random.Random) -> Place | None:
        draw = chance.random()
        if draw < 0.05:
            return None
        if draw < 0.15:
            return self.province
        if draw < 0.19:
            return Place(self.country.code, self.country.code, None, None, None, None, WherePrecision.COUNTRY, self.country.code)
        if draw < 0.23:
            return self.other
        if draw < 0.26:
            name = respelt(self.town.name or "", chance)
            return Place(name, None, None, None, None, None, WherePrecision.UNKNOWN, None, name)
        return self.town

    def _claims(self, kind: str, when: When, where: Place | None, spans: "dict[str, Span]", chance: random.Random, *, recalls: bool, late: int) -> Iterator[Claim]:
        def claim(field_: ClaimField, value: ClaimValue, at: str) -> Claim:
            return Claim(field_, value, (spans[at],), round(chance.uniform(0.5, 0.99), 4), "reader-1")

        yield claim(ClaimField.TYPE, kind, "type")
        yield claim(ClaimField.STATUS, Status.OCCURRED if chance.random() < 0.96 else Status.ATTEMPTED, "type")
        yield claim(ClaimField.MAIN, not recalls and chance.random() < 0.8, "type")
        if when.known:
            yield claim(ClaimField.WHEN, when, "day")
        if where is not None:
            yield claim(ClaimField.WHERE, where, "place")
        for side in self.sides:
            if chance.random() < 0.85:
                name = side.name if side.actor or chance.random() < 0.7 else respelt(side.name, chance)
                yield claim(ClaimField.PARTICIPANT, Participant(side.role, name, side.actor, side.kind, side.surface), "who")
        if chance.random() < 0.06:
            yield claim(ClaimField.PARTICIPANT, Participant(Role.TARGET, self.person, None, ActorKind.PERSON, self.person), "who")
        for outcome, number in ((Outcome.KILLED, self.dead), (Outcome.INJURED, self.hurt)):
            if number and chance.random() < 0.8:
                now = max(1, round(number * (0.7 if late == 0 and number > 4 else 1.0) * chance.choice((1, 1, 1, 1, 1, 1, 0.9, 1.15))))
                group = CasualtyGroup.CIVILIANS if self.sides[-1].kind is ActorKind.CIVILIANS and chance.random() < 0.5 else CasualtyGroup.UNKNOWN
                yield claim(ClaimField.CASUALTY, Casualty(outcome, group, now, now, None if chance.random() < 0.2 else now), "toll")
        if chance.random() < 0.3:
            yield claim(ClaimField.WEAPON, Weapon(chance.choice(("rifles", "a bomb", "rockets", "knives", "mortars"))), "type")


def _stretch(day: date, precision: str) -> tuple[date, date, WhenPrecision, str]:
    if precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31), WhenPrecision.YEAR, f"in {day.year}"
    first = day.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first, last, WhenPrecision.MONTH, f"in {day:%B}"


class Text:
    """A report as it is written: the words so far."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, it: Happened, kind: str, where: Place | None, phrase: str, chance: random.Random) -> dict[str, Span]:
        """Writes the report; where its type, day, place, toll and speakers stand in it."""
        what, place = chance.choice(WORDS[kind]), (where.name if where is not None else None) or "the area"
        actor = it.sides[0].surface or it.sides[0].name
        toll = f"{it.dead} people" if it.dead else "nobody"
        words = {
            "what": what, "What": what[:1].upper() + what[1:], "verb": chance.choice(("killed", "left dead")), "toll": toll, "toll_": toll[:1].upper() + toll[1:],
            "were": chance.choice(("were killed", "died")), "place": place, "day": phrase, "who": "police", "Who": "Police", "site": it.site, "hour": it.hour,
            "actor": actor[:1].upper() + actor[1:], "province": it.province.name, "person": it.person if chance.random() < 0.7 else respelt(it.person, chance),
            "quarter": it.quarter,
        }  # fmt: skip
        further = chance.sample(FURTHER, chance.randint(1, 6))
        self.text = " ".join(s.format(**words) for s in (chance.choice(OPENINGS), *further))
        found = {"type": what, "day": phrase, "place": place, "toll": toll, "who": "police"}
        return {name: self._span(word) for name, word in found.items()}

    def _span(self, word: str) -> Span:
        at = max(0, self.text.lower().find(word.lower()))
        return Span.of(self.text, at, at + len(word))


def written(first: int, last: int, seed: int = 5) -> Iterator[Written]:
    """The accounts of the events of these numbers, `last` left out."""
    made = world(seed)
    for number in range(first, last):
        yield from made.event(number)
