"""What is worked out of a record on demand: its events anew, why accounts are joined or held apart, grades, claimed numbers beside counts, events
as they may be shown. The commands and the API rest on it alike."""
