"""What each `IssueCode` means and what to do about it, by the part of the house that raises it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from routing.model.issue_code import IssueCode
from routing.model.issue_help.help import CodeHelp
from routing.model.issue_help.of_days import DAYS
from routing.model.issue_help.of_requests import REQUESTS
from routing.model.issue_help.of_roads import ROADS
from routing.model.issue_help.of_tables import TABLES
from routing.model.text import Text

__all__ = ["CHAPTERS", "ISSUE_HELP", "CodeHelp"]

CHAPTERS: Final[Mapping[Text, Mapping[IssueCode, CodeHelp]]] = MappingProxyType(
    {
        Text("Bảng và ô", "Tables and cells"): TABLES,
        Text("Dữ liệu ngày", "The day's data"): DAYS,
        Text("Địa điểm và đường", "Places and roads"): ROADS,
        Text("Yêu cầu", "Requests"): REQUESTS,
    }
)
ISSUE_HELP: Final[Mapping[IssueCode, CodeHelp]] = MappingProxyType({**TABLES, **DAYS, **ROADS, **REQUESTS})
