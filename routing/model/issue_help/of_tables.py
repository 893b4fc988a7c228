"""Codes of tables: files, rows, columns and cells."""

from collections.abc import Mapping
from typing import Final

from routing.model.issue_code import IssueCode
from routing.model.issue_help.help import CodeHelp
from routing.model.text import Text

TABLES: Final[Mapping[IssueCode, CodeHelp]] = {
    IssueCode.AMBIGUOUS_NUMBER: CodeHelp(
        Text(
            "Số có hai cách hiểu: dấu thập phân hoặc dấu phân nghìn",
            "A number can be read in two ways: with decimals or with thousands",
        ),
        Text("Viết một trong hai số được nêu", "Write one of the two numbers that are named"),
        "payload_kg = 1.250",
    ),
    IssueCode.BAD_COUNTS: CodeHelp(
        Text(
            "Số bình sai dạng hoặc có loại bình lạ", "Counts are malformed or name an unknown cylinder type"
        ),
        Text("Viết loại:số, ngăn bằng dấu chấm phẩy", "Write type:count, separated by semicolons"),
        "deliver = 12 x 40L",
    ),
    IssueCode.BAD_CSV: CodeHelp(
        Text(
            "Tệp CSV hỏng, thường vì thiếu dấu ngoặc kép", "The CSV is broken, mostly by an unmatched quote"
        ),
        Text("Sửa dòng được nêu rồi lưu lại", "Correct the row that is named and save again"),
        'name = "Trạm y tế xã An',
    ),
    IssueCode.BAD_DATE: CodeHelp(
        Text("Không phải ngày, hoặc không thuộc năm 2000-2100", "It is no date, or not of 2000 to 2100"),
        Text(
            "Viết năm-tháng-ngày, ví dụ 2026-11-30; trong bảng cũng nhận 30/11/2026",
            "Write year-month-day, such as 2026-11-30; tables may have 30/11/2026 as well",
        ),
        "date = 2026-02-30",
    ),
    IssueCode.BAD_SHIFT: CodeHelp(
        Text("Ca làm việc phải là đúng một khung giờ", "A shift is exactly one window"),
        Text("Viết một khung giờ, ví dụ 06:00-18:00", "Write one window, such as 06:00-18:00"),
        "shift = 06:00-11:00;13:00-18:00",
    ),
    IssueCode.BAD_TIME: CodeHelp(
        Text("Giờ sai dạng", "A time is malformed"),
        Text("Viết giờ:phút; 26:30 là 02:30 hôm sau", "Write hours and minutes; 26:30 is 02:30 next day"),
        "due = 7h30",
    ),
    IssueCode.BAD_WINDOWS: CodeHelp(
        Text("Khung giờ sai dạng, ngược hoặc chồng nhau", "Windows are malformed, reversed or overlap"),
        Text(
            "Viết theo thứ tự, không chồng nhau; qua nửa đêm thì viết một trong hai cách được nêu",
            "Write them in order and without overlap; past midnight, in one of the two ways that are named",
        ),
        "receiving = 22:00-06:00",
    ),
    IssueCode.BLANK_CELL: CodeHelp(
        Text("Ô bắt buộc bị trống", "A required cell is blank"),
        Text("Điền ô được nêu", "Fill in the cell that is named"),
        "facility_id =",
    ),
    IssueCode.CONTROL_CHARACTER: CodeHelp(
        Text("Ô có ký tự không nhìn thấy", "The cell holds a character that nobody sees"),
        Text("Xóa nội dung ô rồi gõ lại", "Clear the cell and type its text again"),
        "name = Kho\\u202eA",
    ),
    IssueCode.DUPLICATE_ID: CodeHelp(
        Text("Hai mục cùng một mã", "Two items have the same id"),
        Text(
            "Đặt cho mỗi mục một mã riêng, hoặc xóa một dòng", "Give each an id of its own, or delete a row"
        ),
        "id = tyt-an (rows 4 and 9)",
    ),
    IssueCode.FILE_EMPTY: CodeHelp(
        Text("Tệp không có gì", "The file holds nothing"),
        Text("Chọn đúng tệp hoặc xuất lại", "Choose the right file or export it again"),
        "facilities.csv, 0 bytes",
    ),
    IssueCode.FILE_MISSING: CodeHelp(
        Text("Không tìm thấy tệp", "There is no such file"),
        Text("Kiểm tra tên và thư mục của tệp", "Check the file's name and folder"),
        "--facilities facilites.csv",
    ),
    IssueCode.FILE_TOO_LARGE: CodeHelp(
        Text("Tệp lớn hơn mọi bảng có thật (256 MiB)", "The file is larger than any real table (256 MiB)"),
        Text("Kiểm tra lại tên tệp, hoặc chia nhỏ tệp", "Check the file's name, or divide the file"),
        "--orders vietnam.osm.pbf",
    ),
    IssueCode.FILE_UNREADABLE: CodeHelp(
        Text("Không mở được tệp", "The file cannot be opened"),
        Text("Kiểm tra đường dẫn và quyền đọc", "Check the path and the right to read it"),
        "--facilities a-folder",
    ),
    IssueCode.FULL_BELOW_TARE: CodeHelp(
        Text("Bình đầy nhẹ hơn bình rỗng", "The full cylinder is lighter than the empty one"),
        Text("Kiểm tra full_kg và tare_kg", "Check full_kg and tare_kg"),
        "full_kg = 48, tare_kg = 56.3",
    ),
    IssueCode.MISSING_COLUMN: CodeHelp(
        Text("Bảng thiếu một cột bắt buộc", "The table lacks a required column"),
        Text("Thêm cột vào dòng tiêu đề", "Add the column to the header"),
        "id,name (no lat, no lon)",
    ),
    IssueCode.NOT_A_NUMBER: CodeHelp(
        Text("Ô không phải số", "The cell is not a number"),
        Text("Viết số không có đơn vị, như 1250 hoặc 2.5", "Write it without a unit, such as 1250 or 2.5"),
        "payload_kg = 1250 kg",
    ),
    IssueCode.NOT_UTF8: CodeHelp(
        Text(
            "Tệp không phải văn bản UTF-8 (bảng: hoặc UTF-16)",
            "The file is not UTF-8 text (tables: nor UTF-16)",
        ),
        Text("Lưu lại dạng “CSV UTF-8”", "Save it again as “CSV UTF-8”"),
        "facilities.xlsx renamed to facilities.csv",
    ),
    IssueCode.NOT_WHOLE: CodeHelp(
        Text("Số lẻ ở chỗ chỉ nhận số tròn", "A fraction stands where only whole units count"),
        Text("Làm tròn đến đơn vị được nêu", "Round it to the unit that is named"),
        "slots = 12.5",
    ),
    IssueCode.NO_ORDERS_IN_PROVINCE: CodeHelp(
        Text("Tỉnh được chọn không có đơn nào", "No order is of the chosen province"),
        Text("Chọn một trong các tỉnh được nêu", "Choose one of the provinces that are listed"),
        "--province Huế",
    ),
    IssueCode.NO_ROWS: CodeHelp(
        Text("Bảng chỉ có dòng tiêu đề", "The table has a header and no row"),
        Text("Chọn đúng tệp hoặc thêm dòng", "Choose the right file or add rows"),
        "vehicles.csv with one line",
    ),
    IssueCode.NUMBER_OUT_OF_RANGE: CodeHelp(
        Text("Số ngoài phạm vi cho phép", "The number is out of range"),
        Text("Nhập số trong phạm vi được nêu", "Enter a number in the range that is named"),
        "payload_kg = -3",
    ),
    IssueCode.REPEATED_COLUMN: CodeHelp(
        Text("Một cột có hai lần", "A column stands twice"),
        Text("Giữ lại một cột", "Keep one of them"),
        "id,name,lat,lon,name",
    ),
    IssueCode.TOO_MANY_CELLS: CodeHelp(
        Text("Dòng có nhiều ô hơn tiêu đề", "The row has more cells than the header"),
        Text("Đặt ô có dấu ngăn cột trong ngoặc kép", "Quote cells that hold the separator"),
        "tyt-an,Trạm y tế, xã An,15.57,108.47",
    ),
    IssueCode.TOO_MANY_COLUMNS: CodeHelp(
        Text("Bảng có hơn 1.000 cột", "The table has more than 1,000 columns"),
        Text("Xóa các cột thừa rồi lưu lại", "Delete the columns that are not needed and save again"),
        "16,384 columns of a spreadsheet",
    ),
    IssueCode.TOO_MANY_ROWS: CodeHelp(
        Text("Bảng có hơn 200.000 dòng", "The table has more than 200,000 rows"),
        Text("Xóa dòng thừa hoặc chia bảng", "Delete the rows that are not needed, or divide the table"),
        "1,048,576 rows of a spreadsheet",
    ),
    IssueCode.UNKNOWN_VALUE: CodeHelp(
        Text("Giá trị không có trong danh mục", "The value is not among the known ones"),
        Text("Chọn một giá trị được nêu", "Choose one of those that are listed"),
        "urgency = asap",
    ),
    IssueCode.WRONG_SEPARATOR: CodeHelp(
        Text(
            "Cột không ngăn bằng dấu phẩy, chấm phẩy hoặc tab",
            "The columns are not separated by commas, semicolons or tabs",
        ),
        Text("Lưu lại dạng CSV, ngăn bằng dấu phẩy", "Save it as CSV, separated by commas"),
        "id|facility_id|deliver",
    ),
}
