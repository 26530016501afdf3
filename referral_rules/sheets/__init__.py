"""Rules in spreadsheets, losslessly: one row a rule, one column a fact; only what was changed is written again."""

from referral_rules.sheets.findings import CellFinding, SheetsError
from referral_rules.sheets.importing import ImportedSheets, RuleChanges, import_workbook, rule_changes
from referral_rules.sheets.workbook import Workbook
from referral_rules.sheets.writing import workbook_of

__all__ = [
    "CellFinding",
    "ImportedSheets",
    "RuleChanges",
    "SheetsError",
    "Workbook",
    "import_workbook",
    "rule_changes",
    "workbook_of",
]
