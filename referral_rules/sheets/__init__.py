"""Rules in spreadsheets, losslessly: one row a rule, one column a fact; only what was changed is written again."""

from referral_rules.sheets.changes import Change, RowChange, sheet_changes
from referral_rules.sheets.findings import CellFinding, SheetsError
from referral_rules.sheets.importing import ImportedSheets, import_workbook
from referral_rules.sheets.workbook import Workbook
from referral_rules.sheets.writing import workbook_of

__all__ = [
    "CellFinding",
    "Change",
    "ImportedSheets",
    "RowChange",
    "SheetsError",
    "Workbook",
    "import_workbook",
    "sheet_changes",
    "workbook_of",
]
