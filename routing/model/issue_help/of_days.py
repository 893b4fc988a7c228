"""Codes of a day's data: ids, numbers and references of a problem, and the JSON that carries it."""

from collections.abc import Mapping
from typing import Final

from routing.model.issue_code import IssueCode
from routing.model.issue_help.help import CodeHelp
from routing.model.text import Text

DAYS: Final[Mapping[IssueCode, CodeHelp]] = {
    IssueCode.BAD_ID: CodeHelp(
        Text(
            "Mã không dùng được: quá dài, có khoảng trắng ở đầu, ký tự lạ",
            "The id is too long or holds what no id may",
        ),
        Text("Đổi mã này ở mọi nơi dùng nó", "Rename it wherever it is used"),
        "id = ..",
    ),
    IssueCode.BAD_LOCATION: CodeHelp(
        Text("Toạ độ không có trên Trái Đất", "The position is not on Earth"),
        Text("Nhập vĩ độ, kinh độ theo độ (WGS 84)", "Give latitude and longitude in degrees (WGS 84)"),
        '"location": {"lat": 1081.2, "lon": 15.5}',
    ),
    IssueCode.BAD_RELEASE: CodeHelp(
        Text(
            "Giờ bình sẵn sàng cách ngày kế hoạch quá xa",
            "The cylinders are ready too many days from the plan's day",
        ),
        Text("Nhập giờ trong vòng 30 ngày", "Enter a time within 30 days"),
        '"release_s": 99999999',
    ),
    IssueCode.BAD_TRAVEL: CodeHelp(
        Text("Bảng thời gian đi tự mâu thuẫn", "The travel times contradict themselves"),
        Text("Tính lại bảng từ bản đồ đường", "Compute the matrix again from the road map"),
        "a table that is not square",
    ),
    IssueCode.BLANK_ID: CodeHelp(
        Text("Mã để trống", "The id is blank"),
        Text("Đặt cho mỗi mục một mã riêng", "Give each item an id of its own"),
        '"id": ""',
    ),
    IssueCode.DUPLICATE_KEY: CodeHelp(
        Text("Một trường ghi hai lần trong một đối tượng", "A field stands twice in one object"),
        Text("Giữ lại một", "Keep one of them"),
        '{"id": "a", "id": "b"}',
    ),
    IssueCode.EMPTY_ORDER: CodeHelp(
        Text("Đơn không giao và không thu bình nào", "The order delivers and collects nothing"),
        Text("Nhập số bình hoặc xóa đơn", "Enter a count or delete the order"),
        "deliver =, collect =",
    ),
    IssueCode.EMPTY_TOUR: CodeHelp(
        Text("Tuyến không có chuyến nào", "The tour has no trip"),
        Text("Thêm một chuyến hoặc bỏ tuyến", "Add a trip or drop the tour"),
        '{"vehicle_id": "xe-1", "trips": []}',
    ),
    IssueCode.EMPTY_TRIP: CodeHelp(
        Text("Chuyến đã ghim không giao đơn nào", "A pinned trip serves no order"),
        Text("Bỏ chuyến này", "Drop the trip"),
        '{"depot_id": "kho-1", "order_ids": []}',
    ),
    IssueCode.MISSING_KEY: CodeHelp(
        Text("Đối tượng JSON thiếu một trường", "The JSON object lacks a field"),
        Text("Thêm trường được nêu", "Add the field that is named"),
        "a problem without “date”",
    ),
    IssueCode.MORE_ISSUES: CodeHelp(
        Text("Còn lỗi khác không liệt kê ở đây", "There are other faults that are not listed"),
        Text("Sửa các lỗi trên rồi thử lại", "Correct those above, then try again"),
        "… và 212 lỗi nữa / … and 212 more",
    ),
    IssueCode.NOT_JSON: CodeHelp(
        Text("Tệp không phải JSON", "The file is not JSON"),
        Text("Xuất lại tệp", "Export the file again"),
        '{"format":',
    ),
    IssueCode.NO_TRAVEL_DATA: CodeHelp(
        Text("Bảng thời gian đi không có địa điểm này", "The travel matrix lacks this place"),
        Text("Tính lại bảng từ bản đồ đường", "Compute the matrix again from the road map"),
        "a clinic added to a problem by hand",
    ),
    IssueCode.NO_TRAVEL_PROFILE: CodeHelp(
        Text(
            "Không có bảng thời gian đi cho loại xe này", "There are no travel times for this kind of truck"
        ),
        Text("Dùng một loại xe được nêu", "Use one of those that are listed"),
        '"profile": "truck-9t"',
    ),
    IssueCode.NUMBER_TOO_LARGE: CodeHelp(
        Text("Số lớn hơn giới hạn", "The number is above its limit"),
        Text("Nhập số không quá giới hạn được nêu", "Enter one that is within the limit"),
        '"payload_g": 10000000000000',
    ),
    IssueCode.NUMBER_TOO_SMALL: CodeHelp(
        Text("Số nhỏ hơn giới hạn", "The number is below its limit"),
        Text("Nhập số không dưới giới hạn được nêu", "Enter one that is within the limit"),
        '"max_trips": 0',
    ),
    IssueCode.PINNED_TWICE: CodeHelp(
        Text("Xe hoặc đơn được ghim hai lần", "A truck or an order is pinned twice"),
        Text("Giữ lại một ghim", "Keep one of the pins"),
        "two pins of xe-1",
    ),
    IssueCode.RESERVED_ID: CodeHelp(
        Text(
            "Mã đơn chứa dấu dành cho các phần của đơn lớn",
            "The order's id holds the mark of parts of large orders",
        ),
        Text("Đổi mã đơn", "Rename the order"),
        "id = don-1#2",
    ),
    IssueCode.TIME_TOO_FAR: CodeHelp(
        Text("Giờ cách ngày kế hoạch quá xa", "The time is too far from the plan's day"),
        Text("Nhập giờ trong phạm vi được nêu", "Enter a time within the limit"),
        '"due_s": 99999999999',
    ),
    IssueCode.TOO_COMPLEX: CodeHelp(
        Text(
            "JSON lồng quá sâu hoặc quá nhiều danh sách", "The JSON is nested too deep or has too many lists"
        ),
        Text("Xuất lại tệp", "Export the file again"),
        "[[[[… 65 levels",
    ),
    IssueCode.TOO_MANY_CYLINDERS: CodeHelp(
        Text("Đơn có hơn 100.000 bình", "The order has more than 100,000 cylinders"),
        Text("Kiểm tra số bình", "Check the counts"),
        "deliver = 40L:4000000",
    ),
    IssueCode.TOO_MANY_ITEMS: CodeHelp(
        Text("Ngày có quá nhiều đơn, xe hoặc địa điểm", "The day has too many orders, trucks or places"),
        Text("Chia dữ liệu thành nhiều ngày hoặc vùng", "Split the data into several days or areas"),
        "the whole country in one problem",
    ),
    IssueCode.TOO_MANY_PARTS: CodeHelp(
        Text("Đơn lớn phải chia thành quá nhiều phần", "Large orders fall into too many parts"),
        Text(
            "Kiểm tra số bình và tải trọng xe, hoặc chia đơn ra nhiều ngày",
            "Check counts and payloads, or spread the order over days",
        ),
        "90,000 cylinders and trucks of 10",
    ),
    IssueCode.TOO_MANY_WINDOWS: CodeHelp(
        Text("Có hơn 100 khung giờ", "There are more than 100 windows"),
        Text("Gộp các khung giờ", "Join windows"),
        "a window for each minute",
    ),
    IssueCode.UNKNOWN_KEY: CodeHelp(
        Text("Đối tượng JSON có trường lạ", "The JSON object has an unknown field"),
        Text("Bỏ hoặc sửa tên trường", "Remove it or correct its name"),
        '"recieving": [[25200, 39600]]',
    ),
    IssueCode.UNKNOWN_REFERENCE: CodeHelp(
        Text("Một mã được nêu mà không có", "An id is named that does not exist"),
        Text("Sửa mã hoặc thêm mục đó", "Correct the id or add the item"),
        "facility_id = tyt-ann",
    ),
    IssueCode.UNSUPPORTED_VERSION: CodeHelp(
        Text(
            "Bản định dạng mà OxyRoute này không đọc",
            "This OxyRoute does not read this version of the format",
        ),
        Text("Cập nhật OxyRoute, hoặc xuất lại tệp", "Update OxyRoute, or export the file again"),
        '"format": {"version": 99}',
    ),
    IssueCode.WRONG_FORMAT: CodeHelp(
        Text("Tệp thuộc loại khác", "The file is of another kind"),
        Text("Chọn đúng loại tệp được nêu", "Choose a file of the kind that is named"),
        "a plan where a problem is wanted",
    ),
    IssueCode.WRONG_TYPE: CodeHelp(
        Text("Giá trị JSON sai kiểu", "A JSON value has the wrong type"),
        Text("Viết kiểu được nêu", "Write the type that is named"),
        '"slots": "forty"',
    ),
}
