"""Codes of the map: places, roads, areas, bans of trucks, and servers of travel times."""

from collections.abc import Mapping
from typing import Final

from routing.model.issue_code import IssueCode
from routing.model.issue_help.help import CodeHelp
from routing.model.text import Text

ROADS: Final[Mapping[IssueCode, CodeHelp]] = {
    IssueCode.AREA_INVALID: CodeHelp(
        Text(
            "Vùng rỗng, tự cắt hoặc dưới ba đỉnh",
            "The area is empty, crosses itself or has under three corners",
        ),
        Text("Vẽ lại vùng thành một đa giác kín", "Draw the area again as a closed polygon"),
        "a figure of eight",
    ),
    IssueCode.BAD_BANS: CodeHelp(
        Text(
            "Lệnh cấm xe ghi trong dữ liệu ngày không đọc được",
            "The bans of trucks kept in a problem cannot be read",
        ),
        Text("Lập lại dữ liệu ngày", "Build the problem again"),
        '"sources": {"truck_bans": "?"}',
    ),
    IssueCode.BAD_COORDINATE: CodeHelp(
        Text("Nút của bản đồ đã sửa có toạ độ sai", "A node of an edited map has no usable position"),
        Text("Ghi số trong phạm vi được nêu", "Write a number in the range that is named"),
        "lat='915.5'",
    ),
    IssueCode.BAD_COORDINATES: CodeHelp(
        Text("Toạ độ không phải [kinh độ, vĩ độ]", "Coordinates are not [longitude, latitude]"),
        Text("Xuất lại theo WGS 84, kinh độ trước", "Export it again in WGS 84, longitude first"),
        "[15.57, 108.47]",
    ),
    IssueCode.BAD_EDGE: CodeHelp(
        Text(
            "Đoạn đường cần đóng không phải một cặp nút",
            "The road segment to close is not a pair of junctions",
        ),
        Text("Viết hai mã nút, cách nhau bằng dấu phẩy", "Give two ids of junctions, separated by a comma"),
        "--close-edge hoa-khanh",
    ),
    IssueCode.BAD_GEOJSON: CodeHelp(
        Text("Tệp không phải GeoJSON FeatureCollection", "The file is not a GeoJSON FeatureCollection"),
        Text("Xuất lại dạng GeoJSON (FeatureCollection)", "Export it again as GeoJSON (FeatureCollection)"),
        '{"type": "Topology"}',
    ),
    IssueCode.BAD_REGION: CodeHelp(
        Text("Vùng thiếu code, name hoặc đa giác", "The region lacks a code, a name or a polygon"),
        Text("Bổ sung thuộc tính và hình dạng", "Add the properties and the outline"),
        '{"properties": {"name": "Đà Nẵng"}}',
    ),
    IssueCode.BAD_ROAD_HOURS: CodeHelp(
        Text(
            "Tốc độ theo giờ ghi trong dữ liệu ngày không đọc được",
            "The speeds by the hour kept in a problem cannot be read",
        ),
        Text("Lập lại dữ liệu ngày", "Build the problem again"),
        '"sources": {"road_hours": "?"}',
    ),
    IssueCode.BAD_TRUCKS: CodeHelp(
        Text(
            "Loại xe ghi trong dữ liệu ngày không đọc được",
            "The kinds of trucks kept in a problem cannot be read",
        ),
        Text("Lập lại dữ liệu ngày", "Build the problem again"),
        '"sources": {"truck_profiles": "?"}',
    ),
    IssueCode.BANS_NONE: CodeHelp(
        Text("Tệp không có lệnh cấm nào", "The file holds no ban"),
        Text("Thêm một dòng hoặc bỏ --bans", "Add a row or leave out --bans"),
        "bans.csv with one line",
    ),
    IssueCode.DUPLICATE_PLACE: CodeHelp(
        Text("Hai địa điểm cùng tên và vị trí", "Two places have the same name and position"),
        Text("Bỏ một trong hai, hoặc đổi tên cho khác", "Remove one of the two, or give it another name"),
        "one clinic with two ids",
    ),
    IssueCode.EDGE_UNKNOWN: CodeHelp(
        Text("Bản đồ không có đoạn đường này", "The map does not have this road segment"),
        Text("Kiểm tra mã nút trên đúng bản đồ", "Check the ids of the junctions on the same map"),
        "--close-edge hoa-khanh,hue",
    ),
    IssueCode.HOURS_OF_SERVER: CodeHelp(
        Text(
            "Máy chủ đường không nhận lệnh cấm và tốc độ theo giờ",
            "A server of travel times takes no bans and speeds by the hour",
        ),
        Text(
            "Dùng --roads, hoặc bỏ --bans và --road-hours",
            "Use --roads, or leave out --bans and --road-hours",
        ),
        "--matrix-from osrm:http://host:5000 --bans bans.csv",
    ),
    IssueCode.LINK_TO_ITSELF: CodeHelp(
        Text("Đoạn đường bắt đầu và kết thúc ở cùng một nút", "The link starts and ends at one junction"),
        Text("Sửa cột from hoặc to", "Correct the column from or to"),
        "from = da-nang, to = da-nang",
    ),
    IssueCode.NOT_A_POINT: CodeHelp(
        Text("Hình học của địa điểm không phải một điểm", "The geometry of a place is not a point"),
        Text("Dùng một điểm (Point) ở cổng nhận hàng", "Use one Point, at the gate where goods arrive"),
        '"geometry": {"type": "Polygon"}',
    ),
    IssueCode.NOT_A_POLYGON: CodeHelp(
        Text("Hình học của vùng không phải đa giác", "The geometry of an area is no polygon"),
        Text("Chỉ dùng Polygon hoặc MultiPolygon", "Use Polygon or MultiPolygon only"),
        '"geometry": {"type": "LineString"}',
    ),
    IssueCode.NO_AREA: CodeHelp(
        Text("Tệp vùng không có vùng nào", "The file of areas holds none"),
        Text("Cho ít nhất một Polygon hoặc MultiPolygon", "Give one Polygon or MultiPolygon at least"),
        '{"type": "FeatureCollection", "features": []}',
    ),
    IssueCode.OUTSIDE_VIETNAM: CodeHelp(
        Text("Điểm ngoài Việt Nam", "The point is not in Viet Nam"),
        Text("Kiểm tra toạ độ và hệ toạ độ", "Check the position and its coordinate system"),
        "lat = 48.85, lon = 2.35",
    ),
    IssueCode.ROADS_BROKEN: CodeHelp(
        Text("Tệp đường bị cắt cụt hoặc không đúng loại", "The road file is cut short or of another kind"),
        Text("Tải lại tệp", "Download the file again"),
        "a download that was interrupted",
    ),
    IssueCode.ROADS_CHANGED: CodeHelp(
        Text(
            "Tệp đường khác với tệp đã dùng để lập dữ liệu ngày",
            "The roads differ from those that the problem was built from",
        ),
        Text("Dùng đúng tệp cũ hoặc lập lại dữ liệu ngày", "Use the same file or build the problem again"),
        "--roads this-week.osm.pbf",
    ),
    IssueCode.ROADS_FORMAT: CodeHelp(
        Text("Không biết định dạng tệp đường này", "The format of the road file is not known"),
        Text("Dùng một định dạng được nêu", "Use one of the formats that are listed"),
        "--roads map.shp",
    ),
    IssueCode.ROADS_MISSING: CodeHelp(
        Text(
            "Không tìm thấy tệp đường mà dữ liệu ngày ghi",
            "The road file that the problem names is not there",
        ),
        Text("Chỉ đường dẫn mới bằng --roads", "Give its new path with --roads"),
        "a problem sent without its map",
    ),
    IssueCode.ROADS_NONE: CodeHelp(
        Text("Tệp không có đường cho xe cơ giới", "The file holds no road for motor vehicles"),
        Text(
            "Dùng tệp có đường (highway=*) và các nút của chúng", "Use a file with highways and their nodes"
        ),
        "an extract of buildings only",
    ),
    IssueCode.ROADS_NOT_DOWNLOADED: CodeHelp(
        Text("Không tải được đường", "The roads could not be downloaded"),
        Text(
            "Kiểm tra mạng và tên nơi, hoặc dùng tệp OSM có sẵn",
            "Check the network and the name, or use an OSM file at hand",
        ),
        "no network",
    ),
    IssueCode.ROADS_NOT_GIVEN: CodeHelp(
        Text("Chưa có nguồn thời gian đi đường", "There is no source of travel times"),
        Text("Thêm --roads hoặc --matrix-from", "Add --roads or --matrix-from"),
        "oxyroute build without --roads",
    ),
    IssueCode.ROADS_NOT_NAMED: CodeHelp(
        Text("Dữ liệu ngày không ghi tệp đường", "The problem names no road file"),
        Text("Thêm --roads", "Add --roads"),
        "a problem made by another program",
    ),
    IssueCode.ROADS_OF_SERVER: CodeHelp(
        Text(
            "Thời gian đi lấy từ máy chủ khác: không thể đóng đường ở đây",
            "The travel times are a server's: roads cannot be closed here",
        ),
        Text("Lập lại dữ liệu ngày với --roads", "Build the problem again with --roads"),
        "what-if --close-way 123 on a day of OSRM",
    ),
    IssueCode.ROADS_UNKNOWN: CodeHelp(
        Text(
            "Máy chủ không có bản đồ đường của dữ liệu ngày này",
            "The server does not have the roads of this problem",
        ),
        Text(
            "Khởi động máy chủ với OXYROUTE_ROADS trỏ tới tệp đó",
            "Start the server with OXYROUTE_ROADS naming that file",
        ),
        "POST /v1/scenarios with a closed road",
    ),
    IssueCode.SHORTER_THAN_STRAIGHT: CodeHelp(
        Text("Đoạn đường ngắn hơn đường chim bay", "The link is shorter than the straight line"),
        Text(
            "Ghi mét không có dấu phân nghìn, hoặc sửa toạ độ nút",
            "Write metres without a thousands mark, or correct the junctions",
        ),
        "length_m = 5.500",
    ),
    IssueCode.SOURCE_ANSWER: CodeHelp(
        Text(
            "Không hiểu câu trả lời của máy chủ đường",
            "The answer of the server of travel times is not understood",
        ),
        Text("Kiểm tra loại máy chủ và bản của nó", "Check the kind of server and its version"),
        "a web page where OSRM should be",
    ),
    IssueCode.SOURCE_IMPLAUSIBLE: CodeHelp(
        Text(
            "Máy chủ cho thời gian mà không xe tải nào đạt được",
            "The server tells times that no truck can reach",
        ),
        Text(
            "Kiểm tra dữ liệu đường của máy chủ, hoặc dùng --roads",
            "Check the server's road data, or use --roads",
        ),
        "70 km in 10 minutes",
    ),
    IssueCode.SOURCE_NAME: CodeHelp(
        Text("Không hiểu nguồn thời gian đi đường", "The source of travel times is not understood"),
        Text(
            "Viết osrm:http://MÁY:5000 hoặc valhalla:http://MÁY:8002",
            "Write osrm:http://HOST:5000 or valhalla:http://HOST:8002",
        ),
        "--matrix-from localhost:5000",
    ),
    IssueCode.SOURCE_REFUSED: CodeHelp(
        Text("Máy chủ đường từ chối yêu cầu", "The server of travel times refuses the request"),
        Text("Làm theo lời của máy chủ, hoặc dùng --roads", "Do as the server says, or use --roads"),
        "more places than the server allows",
    ),
    IssueCode.SOURCE_UNREACHABLE: CodeHelp(
        Text("Không gọi được máy chủ đường", "The server of travel times cannot be reached"),
        Text(
            "Kiểm tra địa chỉ và máy chủ, hoặc dùng --roads",
            "Check the address and the server, or use --roads",
        ),
        "--matrix-from osrm:http://localhost:1",
    ),
    IssueCode.SPEED_UNKNOWN: CodeHelp(
        Text("Chưa có tốc độ cho một loại đường", "There is no speed for a class of road"),
        Text("Thêm loại đường đó vào bảng tốc độ", "Add the class to the table of speeds"),
        "class = expressway",
    ),
    IssueCode.SUPPLIER_NAMES_DIFFER: CodeHelp(
        Text("Một nhà cung cấp có hai tên", "A supplier has two names"),
        Text("Dùng một tên ở mọi kho", "Use one name at all depots"),
        "supplier_name = Messer, then Messer VN",
    ),
    IssueCode.SWAPPED_COORDINATES: CodeHelp(
        Text("Vĩ độ và kinh độ bị đảo", "Latitude and longitude are swapped"),
        Text("Đổi chỗ hai giá trị", "Swap the two"),
        "lat = 108.47, lon = 15.57",
    ),
    IssueCode.UNKNOWN_AREA: CodeHelp(
        Text("Lệnh cấm nêu một vùng không có", "A ban names an area that does not exist"),
        Text("Thêm vùng đó hoặc sửa mã", "Add the area or correct its code"),
        "area = noi-thanh",
    ),
    IssueCode.UNKNOWN_BAN: CodeHelp(
        Text("Giấy phép nêu một lệnh cấm không có", "A permit names a ban that does not exist"),
        Text("Chọn một lệnh cấm được nêu", "Choose one of the bans that are listed"),
        "permits = cam-trua",
    ),
    IssueCode.UNKNOWN_CRS: CodeHelp(
        Text("Không nhận ra hệ toạ độ của tệp", "The file's coordinate system is not known"),
        Text("Xuất lại theo WGS 84 (EPSG:4326)", "Export it again in WGS 84 (EPSG:4326)"),
        '"crs": {"properties": {"name": "EPSG:0"}}',
    ),
    IssueCode.UNKNOWN_JUNCTION: CodeHelp(
        Text("Đoạn đường nêu một nút không có", "A link names a junction that does not exist"),
        Text("Thêm nút vào junctions.csv hoặc sửa mã", "Add it to junctions.csv or correct the id"),
        "to = nga-ba-hu",
    ),
    IssueCode.UNKNOWN_PROFILE: CodeHelp(
        Text("Xe thuộc một loại không có", "The truck is of a kind that does not exist"),
        Text("Chọn một loại được nêu", "Choose one of the kinds that are listed"),
        "profile = truck-9t",
    ),
    IssueCode.WAY_UNKNOWN: CodeHelp(
        Text("Bản đồ không có đường này", "The map does not have this way"),
        Text("Kiểm tra mã trên đúng bản đồ", "Check the id on the same map"),
        "--close-way 1",
    ),
    IssueCode.WRONG_PROVINCE: CodeHelp(
        Text("Điểm không nằm trong tỉnh đã ghi", "The point is not in its province"),
        Text("Sửa toạ độ hoặc tên tỉnh", "Correct the position or the province"),
        "province = Huế, lat = 15.57",
    ),
}
