"""What was read from a road file, what was left out and why, for people and for logs."""

from collections import Counter
from dataclasses import dataclass, field

from routing.model import Text

EXAMPLES_KEPT = 3
"""Unreadable values that are quoted for each tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableTag:
    """Values of one tag that could not be read; the tag then counts as absent."""

    key: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadReport:
    """Counts of one reading; `components` are strongly connected parts, all roads counted open."""

    source: str
    ways_read: int
    ways_kept: int
    ferries: int = 0
    ignored_classes: tuple[tuple[str, int], ...] = ()
    barred: int = 0
    reversible: int = 0
    repeated: int = 0
    deleted: int = 0
    unreadable: tuple[UnreadableTag, ...] = ()
    timed: tuple[tuple[str, int], ...] = ()
    conditional: tuple[tuple[str, int], ...] = ()
    unapplied: tuple[tuple[str, int], ...] = ()
    barriers: tuple[tuple[str, int], ...] = ()
    barriers_unclear: tuple[tuple[str, int], ...] = ()
    missing_nodes: int = 0
    turns: int = 0
    turns_lost: int = 0
    nodes: int = 0
    edges: int = 0
    length_km: float = 0.0
    components: int = 0
    largest_component: int = 0

    def lines(self) -> tuple[Text, ...]:
        """Return the report as sentences; what is zero is not mentioned, sizes are."""
        share = 100 * self.largest_component / self.nodes if self.nodes else 0.0
        sentences = [
            Text(
                f"{self.source}: đọc {self.ways_read} đường, giữ {self.ways_kept}; {self.nodes} nút, "
                f"{self.edges} cạnh, {self.length_km:.0f} km theo hướng đi",
                f"{self.source}: {self.ways_read} ways read, {self.ways_kept} kept; {self.nodes} nodes, "
                f"{self.edges} edges, {self.length_km:.0f} km by direction",
            ),
            Text(
                f"{self.components} phần liên thông mạnh, phần lớn nhất có {share:.1f} % số nút",
                f"{self.components} strongly connected parts, the largest has {share:.1f} % of the nodes",
            ),
        ]
        if self.ferries:
            sentences.append(Text(f"{self.ferries} tuyến phà", f"{self.ferries} ferries"))
        return (*sentences, *self._left_out(), *self._unjudged())

    def _left_out(self) -> list[Text]:
        sentences = []
        if self.ignored_classes:
            listed = _listed(self.ignored_classes)
            sentences.append(Text(f"loại đường không dùng: {listed}", f"classes not used: {listed}"))
        if self.barred:
            sentences.append(
                Text(f"{self.barred} đường cấm xe cơ giới", f"{self.barred} ways closed to motor vehicles")
            )
        if self.reversible:
            sentences.append(
                Text(f"{self.reversible} đường đổi chiều, bỏ", f"{self.reversible} reversible ways left out")
            )
        if self.repeated:
            sentences.append(
                Text(
                    f"{self.repeated} đường trùng mã, giữ bản đầu",
                    f"{self.repeated} repeated ways, first kept",
                )
            )
        if self.deleted:
            sentences.append(
                Text(
                    f"{self.deleted} đối tượng đã xóa trong trình soạn thảo, bỏ",
                    f"{self.deleted} objects deleted in an editor, left out",
                )
            )
        if self.missing_nodes:
            sentences.append(
                Text(
                    f"{self.missing_nodes} nút thiếu toạ độ; đường bị cắt ở đó",
                    f"{self.missing_nodes} references to absent nodes; ways are cut there",
                )
            )
        return sentences

    def _unjudged(self) -> list[Text]:
        sentences = []
        for tag in self.unreadable:
            quoted = ", ".join(f"“{value}”" for value in tag.examples)
            sentences.append(
                Text(
                    f"{tag.count} giá trị {tag.key} không đọc được: {quoted}",
                    f"{tag.count} values of {tag.key} not readable: {quoted}",
                )
            )
        if self.timed:
            listed = _listed(self.timed)
            sentences.append(Text(f"hạn chế theo giờ đã đọc: {listed}", f"timed rules read: {listed}"))
        if self.conditional:
            listed = _listed(self.conditional)
            sentences.append(
                Text(f"hạn chế theo giờ chưa xét: {listed}", f"timed rules not applied yet: {listed}")
            )
        if self.unapplied:
            listed = _listed(self.unapplied)
            sentences.append(Text(f"thẻ chưa áp dụng: {listed}", f"tags not applied yet: {listed}"))
        if self.barriers:
            listed = _listed(self.barriers)
            sentences.append(
                Text(f"rào chắn được áp dụng: {listed}", f"barriers that close or bind: {listed}")
            )
        if self.barriers_unclear:
            listed = _listed(self.barriers_unclear)
            sentences.append(
                Text(f"rào chắn chưa hiểu, bỏ qua: {listed}", f"barriers not understood: {listed}")
            )
        if self.turns:
            sentences.append(
                Text(f"{self.turns} biển cấm rẽ được áp dụng", f"{self.turns} turn restrictions apply")
            )
        if self.turns_lost:
            sentences.append(
                Text(
                    f"{self.turns_lost} biển cấm rẽ có đường hoặc nút không ở trong tệp, bỏ",
                    f"{self.turns_lost} turn restrictions left out: a way or node is not in the file",
                )
            )
        return sentences


@dataclass(slots=True, kw_only=True)
class Tally:
    """The counts while a file is being read."""

    ways_read: int = 0
    barred: int = 0
    reversible: int = 0
    repeated: int = 0
    deleted: int = 0
    missing_nodes: int = 0
    turns_lost: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    timed: Counter[str] = field(default_factory=Counter)
    conditional: Counter[str] = field(default_factory=Counter)
    unapplied: Counter[str] = field(default_factory=Counter)
    barriers: Counter[str] = field(default_factory=Counter)
    barriers_unclear: Counter[str] = field(default_factory=Counter)
    unreadable: dict[str, Counter[str]] = field(default_factory=dict)

    def cannot_read(self, key: str, value: str) -> None:
        """Count a tag value that no reader understands."""
        self.unreadable.setdefault(key, Counter())[value] += 1

    def unreadable_tags(self) -> tuple[UnreadableTag, ...]:
        """Return the unreadable values by tag, the commonest as examples."""
        return tuple(
            UnreadableTag(
                key=key,
                count=values.total(),
                examples=tuple(value for value, _ in values.most_common(EXAMPLES_KEPT)),
            )
            for key, values in sorted(self.unreadable.items())
        )


def ranked(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return the counts, the largest first, equal ones by name."""
    return tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def _listed(counts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts)
