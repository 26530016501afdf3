"""Places as people type them: communes, groupings of communes and territories, found and spotted."""

from dialogs.places.candidates import PlaceCandidate, PlaceKind, PlaceMatch, Verdict
from dialogs.places.matcher import PlaceMatcher

__all__ = ["PlaceCandidate", "PlaceKind", "PlaceMatch", "PlaceMatcher", "Verdict"]
