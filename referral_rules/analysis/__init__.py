"""Exact analysis of a territory's rules: what nobody takes, what never applies, what contradicts itself."""

from referral_rules.analysis.analyse import analyse
from referral_rules.analysis.impossibilities import AskedQuestion, find_impossibilities
from referral_rules.analysis.report import AnalysisMismatchError, Interval, Kind, Observation, Report, Share
from referral_rules.regions import Condition, Profile, Region

__all__ = [
    "AnalysisMismatchError",
    "AskedQuestion",
    "Condition",
    "Interval",
    "Kind",
    "Observation",
    "Profile",
    "Region",
    "Report",
    "Share",
    "analyse",
    "find_impossibilities",
]
