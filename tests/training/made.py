"""One small passage, written as a researcher writes it."""

PASSAGE = """
- id: t001
  region: test
  style: agency
  published: 2024-03-16
  relevant: true
  text: |
    The army killed five rebels in Mosul on Friday, Omar said. The attack hurt five men.
    Omar leads the Northern Front, or NF.
  spans:
    actor: ["army", "rebels", "Northern Front", "NF"]
    person: ["Omar"]
    people: ["men"]
    place: ["Mosul"]
    time: ["Friday"]
    number: ["five"]
  events:
    - word: "killed"
      also: ["attack"]
      type: attack
      status: occurred
      main: true
      side_a: ["army"]
      side_b: ["rebels"]
      target: ["The attack"]
      place: ["Mosul"]
      time: ["Friday"]
      said_by: ["Omar##1"]
      casualties:
        - {outcome: killed, number: "five", who: "rebels", group: side_b}
        - {outcome: injured, number: "five##2", who: "men", group: civilians}
        - {outcome: displaced, number: "five", group: unknown}
  relations:
    - {type: leads, subject: "Omar##2", object: "Northern Front"}
    - {type: alias, subject: "NF", object: "Northern Front"}
  totals:
    - {number: "five##2", word: "hurt"}
"""
