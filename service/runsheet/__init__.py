"""Run sheets: what a supplier prints, as JSON, CSV and a page."""

from service.runsheet.file_names import file_names
from service.runsheet.files import write_run_sheets
from service.runsheet.page import html_page
from service.runsheet.sheet import run_sheet
from service.runsheet.table import csv_bytes, safe_cell
from service.runsheet.wire import json_bytes, json_value

__all__ = [
    "csv_bytes",
    "file_names",
    "html_page",
    "json_bytes",
    "json_value",
    "run_sheet",
    "safe_cell",
    "write_run_sheets",
]
