"""Reading a plan that a command takes for the plan of a problem."""

from pathlib import Path

from routing.check import check
from routing.documents import problem_sha256, read_plan
from routing.model import InputError, Issue, IssueCode, Plan, Problem, Subject, Text


def read_plan_of(problem: Problem, path: Path) -> Plan:
    """Return the plan at `path`, made for `problem`.

    Raises
    ------
    InputError
        Also with WRONG_BASE, where the plan belongs to another problem.
    """
    plan = read_plan(path)
    if plan.problem_sha256 == problem_sha256(problem):
        return plan
    raise _refusal(
        IssueCode.WRONG_BASE,
        path,
        Text("Kế hoạch thuộc dữ liệu ngày khác", "The plan belongs to another problem"),
        Text("Dùng kế hoạch của chính dữ liệu ngày này", "Use a plan of this very problem"),
    )


def read_valid_plan_of(problem: Problem, path: Path) -> Plan:
    """Return the plan at `path` if nothing is wrong with it: trucks are loaded by it.

    Raises
    ------
    InputError
        Also with BROKEN_PLAN, where the checker finds violations.
    """
    plan = read_plan_of(problem, path)
    count = len(check(problem, plan))
    if not count:
        return plan
    raise _refusal(
        IssueCode.BROKEN_PLAN,
        path,
        Text(f"Kế hoạch có {count} vi phạm", f"The plan has {count} violation(s)"),
        Text("Xem bằng lệnh oxyroute check rồi sửa", "See them with oxyroute check, and mend them"),
    )


def _refusal(code: IssueCode, path: Path, fault: Text, remedy: Text) -> InputError:
    return InputError([Issue(code=code, subject=Subject(file=path.name), fault=fault, remedy=remedy)])
