"""What is wrong with a field of a request, in both languages: pydantic speaks English only."""

from collections.abc import Mapping
from typing import Any, Final

from routing.model import Text, TextError

_LONGEST: Final = 60
"""Letters shown of a name that somebody made up."""
_GENERAL: Final = "Giá trị không hợp lệ"
_INTEGER: Final = "Phải là một số nguyên"
_NUMBER: Final = "Phải là một số"
_OBJECT: Final = "Phải là một đối tượng {{…}}"
_TRUTH: Final = "Phải là true hoặc false"
_VIETNAMESE: Final = {
    "missing": "Thiếu trường này",
    "extra_forbidden": "Không có trường nào tên như vậy",
    "greater_than": "Phải lớn hơn {gt:.15g}",
    "greater_than_equal": "Phải từ {ge:.15g} trở lên",
    "less_than": "Phải nhỏ hơn {lt:.15g}",
    "less_than_equal": "Không được quá {le:.15g}",
    "int_parsing": _INTEGER,
    "int_parsing_size": "Số nguyên quá dài",
    "int_from_float": _INTEGER,
    "int_type": _INTEGER,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": "Phải là một số hữu hạn",
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
    "string_type": "Phải là một chuỗi ký tự",
    "string_too_short": "Phải có ít nhất {min_length} ký tự",
    "string_too_long": "Không được quá {max_length} ký tự",
    "string_pattern_mismatch": "Phải có dạng {pattern}",
    "literal_error": "Phải là một trong: {expected}",
    "list_type": "Phải là một danh sách […]",
    "too_short": "Danh sách phải có ít nhất {min_length} mục",
    "too_long": "Danh sách không được quá {max_length} mục",
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "json_invalid": "Nội dung không phải JSON",
}
"""By pydantic's type of error, whose context fills the gaps."""
_REMEDY: Final = Text(
    "Sửa trường này theo tài liệu /openapi.json", "Correct this field; /openapi.json describes it"
)


def field_issue(error: Mapping[str, Any]) -> dict[str, Any]:
    """Return one of pydantic's errors as a JSON issue."""
    fault = _fault(error)
    return {
        "code": str(error["type"]).upper(),
        "path": ".".join(str(part)[:_LONGEST] for part in error["loc"]),
        "fault": {"vi": fault.vi, "en": fault.en},
        "remedy": {"vi": _REMEDY.vi, "en": _REMEDY.en},
    }


def _fault(error: Mapping[str, Any]) -> Text:
    context = dict(error.get("ctx") or {})
    cause = context.get("error")
    if isinstance(cause, TextError):
        return cause.text
    if isinstance(cause, ValueError):
        # Without the “Value error, ” that pydantic puts before it.
        return Text(_GENERAL, str(cause))
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace("' or '", "', '")
    try:
        return Text(_VIETNAMESE.get(str(error["type"]), _GENERAL).format_map(context), str(error["msg"]))
    except (KeyError, ValueError):
        return Text(_GENERAL, str(error["msg"]))
