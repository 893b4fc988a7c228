"""Codes of what is asked for: changes, locks, a start plan, options of the command line and of HTTP."""

from collections.abc import Mapping
from typing import Final

from routing.model.issue_code import IssueCode
from routing.model.issue_help.help import CodeHelp
from routing.model.text import Text

REQUESTS: Final[Mapping[IssueCode, CodeHelp]] = {
    IssueCode.ALREADY_SERVED: CodeHelp(
        Text("Kế hoạch đã giao đơn này", "The plan serves the order already"),
        Text("Chọn một đơn chưa giao", "Choose an order that is unserved"),
        "oxyroute insert … DH-1 of a served order",
    ),
    IssueCode.BAD_DEMAND: CodeHelp(
        Text("Hệ số nhu cầu ngoài khoảng 0,01-100", "The demand factor is not of 0.01 to 100"),
        Text("Nhập một số trong khoảng đó, ví dụ 1.5", "Give a number between them, such as 1.5"),
        "what-if --demand 1000",
    ),
    IssueCode.BAD_HOURS: CodeHelp(
        Text("Không hiểu giờ đóng đường", "The hours of a closure cannot be used"),
        Text("Viết như 06:00-09:00;16:00-19:00", "Write 06:00-09:00;16:00-19:00"),
        "--close-hours 6-9",
    ),
    IssueCode.BAD_SHARE: CodeHelp(
        Text("Tỷ lệ ngoài khoảng 0-100 %", "The share is not of 0 to 100 %"),
        Text("Nhập số từ 0 đến 100", "Give a number from 0 to 100"),
        "top-up --share 150",
    ),
    IssueCode.BAD_TRIP_COUNT: CodeHelp(
        Text("Số chuyến đã đi nhiều hơn số chuyến của xe", "More trips have departed than the truck makes"),
        Text("Nhập số chuyến trong phạm vi được nêu", "Give a number in the range that is named"),
        "--depart XE-1:9",
    ),
    IssueCode.BROKEN_PLAN: CodeHelp(
        Text(
            "Kế hoạch có vi phạm nên không dùng làm phiếu được",
            "The plan has violations, so no truck is loaded by it",
        ),
        Text("Xem bằng oxyroute check rồi sửa", "See them with oxyroute check, and correct them"),
        "run-sheet of a plan that was edited by hand",
    ),
    IssueCode.CHANGES_NOTHING: CodeHelp(
        Text("Thay đổi được nêu không làm ngày khác đi", "With the change the day is the same as without"),
        Text("Nêu thay đổi khác", "Ask for another change"),
        "what-if --demand 1",
    ),
    IssueCode.DUPLICATE_PARAMETER: CodeHelp(
        Text("Tham số của địa chỉ ghi hai lần", "A parameter of the address is given twice"),
        Text("Giữ lại một", "Keep one of them"),
        "/v1/plans?date=2026-11-30&date=2026-12-01",
    ),
    IssueCode.LOCKS_NOT_KEPT: CodeHelp(
        Text(
            "Ghi kế hoạch có khóa mà không ghi dữ liệu ngày đã khóa",
            "A plan with locks is written without its problem",
        ),
        Text("Thêm --out-problem TỆP", "Add --out-problem FILE"),
        "solve --start plan.json --lock-route XE-1 --out new.json",
    ),
    IssueCode.MAY_NOT_WAIT: CodeHelp(
        Text(
            "Đơn không thể chờ: cấp cứu hoặc cạn trong ngày",
            "The order cannot wait: an emergency, or it runs out today",
        ),
        Text("Để đơn này phải giao", "Leave it to be served"),
        "top-up --orders of an emergency",
    ),
    IssueCode.NOTHING_CLOSED: CodeHelp(
        Text("Chưa nêu đường nào bị đóng", "No road is named as closed"),
        Text(
            "Thêm --close-way, --close-area hoặc --close-edge",
            "Add --close-way, --close-area or --close-edge",
        ),
        "oxyroute hits without any of them",
    ),
    IssueCode.NOTHING_TO_LOCK: CodeHelp(
        Text(
            "Kế hoạch gốc không có xe hoặc đơn cần khóa",
            "The start plan does not have the truck or order to lock",
        ),
        Text("Bỏ khóa này", "Drop the lock"),
        "--depart of an idle truck",
    ),
    IssueCode.NO_CHANGE: CodeHelp(
        Text("Chưa nêu thay đổi nào", "No change is asked for"),
        Text("Nêu ít nhất một thay đổi", "Give one change at least"),
        "oxyroute what-if without options",
    ),
    IssueCode.NO_LATER_COST: CodeHelp(
        Text(
            "Không xe nào giao riêng được đơn này nên không có giá để so",
            "No truck can serve the order alone, so no price is known",
        ),
        Text("Tự đặt prize_vnd cho đơn", "Set the order's prize_vnd by hand"),
        "top-up --orders of a clinic without a road",
    ),
    IssueCode.NO_START: CodeHelp(
        Text(
            "Có khóa hoặc yêu cầu giữ gần kế hoạch mà không có kế hoạch gốc",
            "Locks or closeness are asked for without a plan to start from",
        ),
        Text("Nêu kế hoạch gốc, hoặc bỏ yêu cầu này", "Give the plan to start from, or drop this wish"),
        "solve --stay-close without --start",
    ),
    IssueCode.NO_SUCH_CHOICE: CodeHelp(
        Text("Không có nhiều chỗ chèn đến thế", "There are not that many places to insert"),
        Text("Chọn một số được nêu", "Choose a number that is listed"),
        "insert --choose 9",
    ),
    IssueCode.OUTPUT_IS_INPUT: CodeHelp(
        Text("Lệnh sẽ ghi đè tệp mà nó đọc", "The command would overwrite a file that it reads"),
        Text("Chọn tên khác", "Choose another name"),
        "solve day.json --out day.json",
    ),
    IssueCode.PORT_IN_USE: CodeHelp(
        Text("Không mở được cổng", "The port cannot be opened"),
        Text("Chọn --port khác", "Choose another --port"),
        "a second oxyroute serve",
    ),
    IssueCode.SAME_OUTPUT: CodeHelp(
        Text("Hai kết quả ghi vào cùng một tệp", "Two outputs go to the same file"),
        Text("Chọn hai tên khác nhau", "Choose two names"),
        "--out a.json --out-problem a.json",
    ),
    IssueCode.SEVERAL_PARTS: CodeHelp(
        Text("Đơn lớn chia thành nhiều phần chưa giao", "The order is large and has several unserved parts"),
        Text("Nêu một phần", "Name one part"),
        "insert … DH-1 instead of DH-1#2",
    ),
    IssueCode.START_BREAKS_PIN: CodeHelp(
        Text(
            "Kế hoạch gốc trái với điều đã ghim của xe", "The start plan is not what is pinned of the truck"
        ),
        Text("Dùng kế hoạch lập với các ghim này", "Start from a plan that was made with these pins"),
        "--start of yesterday's plan",
    ),
    IssueCode.TOO_LONG: CodeHelp(
        Text("Thời gian tối ưu vượt giới hạn của máy chủ", "The search time is above the server's limit"),
        Text("Nhập số giây trong giới hạn", "Give seconds within the limit"),
        '"seconds": 86400',
    ),
    IssueCode.TWO_PROBLEMS: CodeHelp(
        Text("Có cả problem_sha256 và date", "Both problem_sha256 and date are given"),
        Text("Chỉ cho một trong hai", "Give one of the two"),
        "?problem_sha256=…&date=2026-11-30",
    ),
    IssueCode.UNKNOWN_DEPOT: CodeHelp(
        Text("Không có kho này", "There is no such depot"),
        Text("Dùng một kho được nêu", "Use one of the depots that are listed"),
        "run-sheet --depot KHO-X",
    ),
    IssueCode.UNKNOWN_ENGINE: CodeHelp(
        Text("Không có bộ giải này", "There is no such engine"),
        Text("Dùng một bộ giải được nêu", "Use one of the engines that are listed"),
        "solve --engine gurobi",
    ),
    IssueCode.UNKNOWN_PARAMETER: CodeHelp(
        Text("Địa chỉ không có tham số tên như vậy", "The address takes no parameter of this name"),
        Text("Dùng một tham số được nêu", "Use one of the parameters that are listed"),
        "/v1/plans?dat=2026-11-30",
    ),
    IssueCode.UNUSED_PARAMETER: CodeHelp(
        Text("Tham số không có tác dụng ở đây", "The parameter has no effect here"),
        Text("Bỏ tham số, hoặc thêm format=geojson", "Leave it out, or add format=geojson"),
        "?zoom=12",
    ),
    IssueCode.WRONG_BASE: CodeHelp(
        Text("Kế hoạch thuộc dữ liệu ngày khác", "The plan belongs to another problem"),
        Text("Dùng kế hoạch của chính dữ liệu ngày này", "Use a plan of this very problem"),
        "solve monday.json --start tuesday-plan.json",
    ),
}
