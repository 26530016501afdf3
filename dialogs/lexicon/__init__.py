"""What people's own words say: the sector of their idea, suggestions about the project, signs of distress.

Everything here is pure: the word files (`secteurs.yaml`, `signaux.yaml`, `detresse.yaml`) are read by the caller and
handed over as text. `dialogs.lexicon` suggests; the person decides.
"""

from dialogs.lexicon.distress import (
    FAMILIES,
    Distress,
    DistressGuard,
    HelpLine,
    find_distress,
    load_distress,
    spot_distress,
    tells_of_a_farm,
    write_guarded,
)
from dialogs.lexicon.errors import LexiconError
from dialogs.lexicon.sectors import SectorCandidate, SectorMatcher
from dialogs.lexicon.signals import SignalPatterns, Signals, find_age, load_signals, spot_signals
from dialogs.lexicon.taxonomy import Taxonomy, Trade, load_taxonomy

__all__ = [
    "FAMILIES",
    "Distress",
    "DistressGuard",
    "HelpLine",
    "LexiconError",
    "SectorCandidate",
    "SectorMatcher",
    "SignalPatterns",
    "Signals",
    "Taxonomy",
    "Trade",
    "find_age",
    "find_distress",
    "load_distress",
    "load_signals",
    "load_taxonomy",
    "spot_distress",
    "spot_signals",
    "tells_of_a_farm",
    "write_guarded",
]
