"""What each `ViolationCode` means: the rule that a plan with it breaks."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from routing.model.text import Text
from routing.model.violation import ViolationCode as Code

VIOLATION_HELP: Final[Mapping[Code, Text]] = MappingProxyType(
    {
        Code.WRONG_PROBLEM: Text(
            "Kế hoạch lập cho dữ liệu ngày khác", "The plan was made for another problem"
        ),
        Code.UNKNOWN_ORDER: Text(
            "Kế hoạch nêu một đơn không có", "The plan names an order that does not exist"
        ),
        Code.REPEATED_ORDER: Text("Một phần đơn có hai lần", "A part of an order stands twice"),
        Code.MISSING_ORDER: Text(
            "Một phần đơn không được giao mà cũng không ghi là chưa giao",
            "A part is neither served nor unserved",
        ),
        Code.SPLIT_MISMATCH: Text("Các phần cộng lại khác với đơn", "The parts together are not the order"),
        Code.WRONG_QUANTITY: Text(
            "Số bình hoặc mức khẩn khác với đơn", "Counts or urgency are not the order's"
        ),
        Code.WRONG_PLACE: Text("Điểm dừng không ở địa điểm của đơn", "A stop is not at its order's place"),
        Code.UNKNOWN_VEHICLE: Text(
            "Kế hoạch nêu một xe không có", "The plan names a truck that does not exist"
        ),
        Code.VEHICLE_TWICE: Text("Một xe có hai lộ trình trong ngày", "A truck has two routes on one day"),
        Code.SKILL_MISSING: Text(
            "Xe thiếu trang bị mà đơn cần", "The truck lacks a skill that the order needs"
        ),
        Code.WRONG_START: Text(
            "Lộ trình không bắt đầu ở kho của xe", "The route does not start at the truck's depot"
        ),
        Code.WRONG_END: Text(
            "Lộ trình không kết thúc ở kho của xe", "The route does not end at the truck's depot"
        ),
        Code.DEPOT_NOT_ALLOWED: Text(
            "Chuyến nhận bình ở kho ngừng hoạt động hoặc không dành cho xe",
            "A trip loads at a depot that is down or not for the truck",
        ),
        Code.TOO_MANY_TRIPS: Text(
            "Xe đi nhiều chuyến hơn cho phép", "The truck makes more trips than it may"
        ),
        Code.EMPTY_TRIP: Text("Chuyến không giao đơn nào", "A trip serves no order"),
        Code.LEG_BROKEN: Text("Các chặng không nối tiếp nhau", "The legs do not join"),
        Code.UNREACHABLE_LEG: Text("Chặng không có đường", "A leg has no road"),
        Code.ROAD_BARRED: Text("Chặng đi qua đường vào giờ cấm", "A leg is on a road while it is barred"),
        Code.WRONG_LEG_TIME: Text("Thời gian chặng khác bảng đường", "A leg's time is not the matrix's"),
        Code.WRONG_LEG_LENGTH: Text("Độ dài chặng khác bảng đường", "A leg's length is not the matrix's"),
        Code.CLOCK: Text(
            "Các giờ của lộ trình không khớp nhau", "The clock times of a route do not fit together"
        ),
        Code.WINDOW_MISSED: Text("Giao ngoài khung giờ", "Unloading begins outside a window"),
        Code.DEPOT_CLOSED: Text("Nhận bình khi kho đóng cửa", "A truck loads while the depot is closed"),
        Code.SHIFT_EXCEEDED: Text(
            "Xe chạy ngoài ca, kể cả tăng ca", "The day is outside the shift and its overtime"
        ),
        Code.DURATION_EXCEEDED: Text(
            "Ngày làm việc dài quá giới hạn", "The day takes longer than a duty may"
        ),
        Code.NOT_RELEASED: Text(
            "Xe nhận bình trước khi bình sẵn sàng", "A trip loads before its cylinders are ready"
        ),
        Code.DRIVING_EXCEEDED: Text("Lái xe quá giới hạn trong ngày", "The day has more driving than it may"),
        Code.BREAK_MISSING: Text("Lái liên tục quá lâu không nghỉ", "A stretch of driving lacks its break"),
        Code.BREAK_SHORT: Text("Nghỉ quá ngắn", "A break is too short"),
        Code.MEAL_MISSING: Text("Thiếu một lần nghỉ ăn", "A meal is missing"),
        Code.MEAL_SHORT: Text("Nghỉ ăn quá ngắn", "A meal is too short"),
        Code.MEAL_OUTSIDE_WINDOW: Text("Nghỉ ăn ngoài khung giờ ăn", "No meal begins within a meal's window"),
        Code.PAYLOAD_EXCEEDED: Text("Xe quá tải", "The load is above the payload"),
        Code.SLOTS_EXCEEDED: Text(
            "Xe không đủ chỗ cho số bình", "The cylinders take more slots than the truck has"
        ),
        Code.WRONG_LOAD: Text("Số bình đầy trên xe ghi sai", "The full cylinders aboard are wrong"),
        Code.EMPTIES_NOT_COUNTED: Text(
            "Số bình rỗng trên xe ghi sai", "The empty cylinders aboard are wrong"
        ),
        Code.PINNED_TRIPS_CHANGED: Text("Chuyến đã ghim bị đổi", "A pinned trip is changed"),
        Code.CLOSED_TO_MORE: Text(
            "Xe đã chốt mà có thêm chuyến", "A truck that is closed to more trips has more"
        ),
        Code.PINNED_ELSEWHERE: Text("Đơn đã ghim cho xe khác", "An order is pinned to another truck"),
        Code.STOCK_EXCEEDED: Text("Các chuyến lấy quá tồn kho", "The trips load more than the depot's stock"),
        Code.BAYS_EXCEEDED: Text(
            "Quá nhiều xe cùng nhận bình ở kho", "More trucks load at once than the depot has bays"
        ),
        Code.WRONG_LATENESS: Text("Thời gian trễ ghi sai", "Lateness past the stock-out time is wrong"),
        Code.WRONG_COST: Text("Chi phí ghi sai", "A cost is wrong"),
        Code.WRONG_OBJECTIVE: Text("Mục tiêu ghi sai", "The objective is wrong"),
    }
)
