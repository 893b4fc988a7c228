"""Which part is to be inserted, or why none can be."""

from routing.model import InputError, Issue, IssueCode, Order, Plan, Problem, Subject, Text


def unserved_part(problem: Problem, plan: Plan, order_id: str) -> Order:
    """Return the part that is to be inserted; raises InputError as `rank_insertions`."""
    if order_id in problem.part_by_id:
        ids = [order_id]
    else:
        ids = [part.id for part in problem.parts if part.order_id == order_id]
    if not ids:
        fault = Text("Dữ liệu ngày không có đơn này", "The problem does not have this order")
        remedy = Text(
            "Sửa mã, hoặc thêm đơn vào dữ liệu ngày trước", "Correct the id, or add the order first"
        )
        raise _refusal(IssueCode.UNKNOWN_REFERENCE, order_id, fault, remedy)
    left = [row.part_id for row in plan.unserved if row.part_id in ids]
    # Whoever asks for an order means its fulls, while there are any to bring.
    left = [key for key in left if problem.part_by_id[key].deliver] or left
    if not left:
        fault = Text("Kế hoạch đã giao đơn này", "The plan serves this order already")
        raise _refusal(
            IssueCode.ALREADY_SERVED, order_id, fault, Text("Chọn một đơn chưa giao", "Choose one unserved")
        )
    if len(left) > 1:
        fault = Text("Đơn lớn được chia thành nhiều phần", "The order is large and split into parts")
        named = ", ".join(left)
        raise _refusal(
            IssueCode.SEVERAL_PARTS, order_id, fault, Text(f"Nêu một phần: {named}", f"Name one: {named}")
        )
    return problem.part_by_id[left[0]]


def _refusal(code: IssueCode, order_id: str, fault: Text, remedy: Text) -> InputError:
    subject = Subject(id=order_id, column="order_id")
    return InputError([Issue(code=code, subject=subject, fault=fault, remedy=remedy)])
