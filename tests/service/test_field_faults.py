"""Faults of request fields, in the language of the sentence they stand in."""

from typing import Annotated, Any, Literal

import pytest
from fastapi.testclient import TestClient
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from service.errors.fields import field_issue


def grumble(value: int) -> int:
    raise ValueError("I do not like it")


class Form(BaseModel):
    """A field for each kind of fault."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    more: Annotated[int, Field(gt=0)] = 1
    share: Annotated[float, Field(ge=0.01, le=100)] = 1.0
    code: Annotated[str, Field(pattern="^[0-9a-f]+$", min_length=1, max_length=3)] = "a"
    names: Annotated[list[str], Field(max_length=1)] = []
    kind: Literal["x", "y"] = "x"
    keep: bool = False
    body: dict[str, Any] = {}
    disliked: Annotated[int, AfterValidator(grumble)] = 1
    whole: complex = 0


@pytest.mark.parametrize(
    ("given", "vi"),
    [
        ({"other": 1}, "Không có trường nào tên như vậy"),
        ({"more": 0}, "Phải lớn hơn 0"),
        ({"more": "x"}, "Phải là một số nguyên"),
        ({"more": 1.5}, "Phải là một số nguyên"),
        ({"more": None}, "Phải là một số nguyên"),
        ({"share": 0}, "Phải từ 0.01 trở lên"),
        ({"share": 1000}, "Không được quá 100"),
        ({"share": "x"}, "Phải là một số"),
        ({"share": float("nan")}, "Phải là một số hữu hạn"),
        ({"code": "xyz"}, "Phải có dạng ^[0-9a-f]+$"),
        ({"code": ""}, "Phải có ít nhất 1 ký tự"),
        ({"code": "abcd"}, "Không được quá 3 ký tự"),
        ({"code": 3}, "Phải là một chuỗi ký tự"),
        ({"names": "a"}, "Phải là một danh sách […]"),
        ({"names": ["a", "b"]}, "Danh sách không được quá 1 mục"),
        ({"kind": "z"}, "Phải là một trong: 'x', 'y'"),
        ({"keep": "perhaps"}, "Phải là true hoặc false"),
        ({"body": []}, "Phải là một đối tượng {…}"),
        ({"disliked": 1}, "Giá trị không hợp lệ"),
        ({"whole": "x"}, "Giá trị không hợp lệ"),
    ],
)
def test_each_fault_has_a_vietnamese_sentence(given: dict[str, Any], vi: str) -> None:
    """Without a word of English in it; what has no sentence of its own is told in general."""
    with pytest.raises(ValidationError) as refused:
        Form.model_validate(given)
    (error,) = refused.value.errors()
    issue = field_issue(error)
    assert issue["fault"]["vi"] == vi
    assert issue["fault"]["en"] != vi
    assert not issue["fault"]["en"].startswith("Value error")
    assert issue["path"] == next(iter(given))


def test_bug_an_empty_request_spoke_english_in_vietnamese(client: TestClient) -> None:
    """A plan of nothing: one sentence in each language, neither with the other in it."""
    (issue,) = client.post("/v1/plans", json={}).json()["issues"]
    assert issue["fault"] == {
        "vi": "Cho một trong hai: problem_sha256 hoặc date",
        "en": "Give either problem_sha256 or date",
    }


def test_missing_fields_and_broken_json(client: TestClient) -> None:
    """As the server finds them."""
    answer = client.post("/v1/tours/check", json={"problem_sha256": "0" * 64})
    assert [issue["fault"]["vi"] for issue in answer.json()["issues"]] == ["Thiếu trường này"]
    broken = client.post("/v1/plans", content=b"{", headers={"Content-Type": "application/json"})
    assert [issue["fault"]["vi"] for issue in broken.json()["issues"]] == ["Không phải JSON (dòng:cột 1:2)"]
