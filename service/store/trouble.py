"""Troubles of the storage, told as what they are: busy, full, damaged, not to be read or written."""

import shutil
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from routing.model import Text
from service.store.faults import StorageError

BUSY: Final = "store_busy"
FULL: Final = "storage_full"
DAMAGED: Final = "storage_damaged"
READ_ONLY: Final = "storage_read_only"
FAILED: Final = "storage_failed"

LEAST_FREE_BYTES: Final = 16_000_000
"""With less room than this beside the database the next plan may not fit: not ready for work."""

_PRIMARY: Final = 0xFF
"""The lower byte of SQLite's extended result codes."""

_WRITING: Final = {
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_DIR_FSYNC,
}
"""Writing failed: a quota or a limit on the size of files looks like this, not like a full disk."""

_CODES: Final = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: FAILED,
    sqlite3.SQLITE_IOERR: FAILED,
}


def storage_trouble(error: DBAPIError | PoolTimeoutError, file: Path | None) -> StorageError | None:
    """Return what an error of the database means; None where it is no trouble of the storage."""
    if isinstance(error, PoolTimeoutError):
        return busy()
    extended = getattr(error.orig, "sqlite_errorcode", None)
    if extended is None:
        return None
    if extended in _WRITING:
        return full(file)
    code = _CODES.get(extended & _PRIMARY, "")
    return _MAKERS[code](file) if code else None


def low_on_room(file: Path) -> StorageError | None:
    """Return the trouble of a disk that is nearly full, None where there is room."""
    return full(file) if shutil.disk_usage(file.parent).free < LEAST_FREE_BYTES else None


def busy(file: Path | None = None) -> StorageError:
    """Return the refusal of whoever has waited for the write lock long enough."""
    del file
    return StorageError(
        BUSY,
        Text(
            "Cơ sở dữ liệu đang bị khóa bởi việc khác. Hãy thử lại sau ít giây.",
            "The database is locked by other work. Try again in a few seconds.",
        ),
    )


def full(file: Path | None) -> StorageError:
    """Return the refusal where nothing more can be written."""
    where = file.parent if file else "–"
    return StorageError(
        FULL,
        Text(
            f"Đĩa đã đầy hoặc hết hạn mức nên không ghi được vào {where}. "
            "Hãy giải phóng dung lượng rồi thử lại.",
            f"The disk or its quota is full: nothing can be written to {where}. "
            "Free some room, then try again.",
        ),
    )


def damaged(file: Path | None, detail: str = "") -> StorageError:
    """Return the refusal of a database that contradicts itself."""
    suffix = f" ({detail})" if detail else ""
    return StorageError(
        DAMAGED,
        Text(
            f"Tệp dữ liệu {file or ''} bị hỏng{suffix}. Hãy tắt chương trình và khôi phục từ bản sao lưu.",
            f"The database {file or ''} is damaged{suffix}. Stop the programme and restore a backup.",
        ),
    )


def _read_only(file: Path | None) -> StorageError:
    return StorageError(
        READ_ONLY,
        Text(
            f"Không có quyền ghi vào {file or ''}. Hãy kiểm tra quyền của tệp và thư mục.",
            f"{file or 'The database'} cannot be written to. Check the permissions of file and folder.",
        ),
    )


def _failed(file: Path | None) -> StorageError:
    return StorageError(
        FAILED,
        Text(
            f"Không đọc được {file or ''}. Hãy kiểm tra đĩa và quyền của thư mục.",
            f"{file or 'The database'} cannot be read. Check the disk and the folder's permissions.",
        ),
    )


_MAKERS: Final = {
    BUSY: busy,
    FULL: full,
    DAMAGED: damaged,
    READ_ONLY: _read_only,
    FAILED: _failed,
}
