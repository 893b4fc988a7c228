"""Columns of tables, declared once: name, kind, unit, whether required, default, meaning."""

from dataclasses import dataclass, field
from typing import Any, Final

from routing.model import Text
from routing.tables.cells import TEXT, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    name : str
        As in the header, in lower case.
    kind : Kind
        How its cells are read.
    meaning : Text
    unit : str
        Of its numbers, as people write them.
    required : bool
        Whether the column must be there and its cells filled in.
    default : object
        The value of a blank cell, and of all if the column is absent.
    aliases : tuple of str
        Other names in headers; they count where the name itself is absent.
    """

    name: str
    kind: Kind = TEXT
    meaning: Text
    unit: str = ""
    required: bool = False
    default: Any = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A kind of table.

    Attributes
    ----------
    name : Text
        What a row is.
    columns : tuple of Column
    key : str
        The column that names a row; its values differ, in all files of a day together.
    index : mapping
        The place of each column, by its name.
    """

    name: Text
    columns: tuple[Column, ...]
    key: str = "id"
    index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {column.name: at for at, column in enumerate(self.columns)})

    @property
    def titles(self) -> frozenset[str]:
        """All names that a header may use."""
        return frozenset(name for column in self.columns for name in (column.name, *column.aliases))


SOURCE: Final = Column(name="source", default="", meaning=Text("nguồn của dòng", "where the row is from"))
STANDING_NOTE: Final = Column(
    name="standing", default="", meaning=Text("mức tin cậy của dòng", "how far the row can be trusted")
)
NOTES: Final = (SOURCE, STANDING_NOTE)
"""Columns that tell people about a row; nothing is computed from them."""
CONTACTS: Final = (
    Column(name="contact", default="", meaning=Text("người liên hệ", "whom to ask for")),
    Column(name="phone", default="", meaning=Text("điện thoại", "telephone number")),
    Column(name="codes", default="", meaning=Text("mã ở hệ thống khác", "ids in other systems")),
)
"""Columns that people keep in their tables; nothing is computed from them."""
KEPT_ENDINGS: Final = ("_code", "_codes", "_phone", "_contact")
"""Ends of further such columns, as exports have them: `bhyt_code`, `ward_code`."""
