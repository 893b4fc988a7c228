"""A run sheet as a page to print: A4, both languages, nothing loaded from anywhere."""

from functools import lru_cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from routing.model import BreakKind, Counts, RunSheet, Urgency, clock_on_day

_URGENCY = {
    Urgency.EMERGENCY.name: "Cấp cứu / Emergency",
    Urgency.URGENT.name: "Khẩn / Urgent",
    Urgency.ROUTINE.name: "Thường / Routine",
}

_PAUSES = {BreakKind.MEAL: "nghỉ ăn / meal", BreakKind.DRIVING: "nghỉ lái xe / driving break"}


def html_page(sheet: RunSheet, *, revision: int = 0) -> str:
    """Return the page; `revision` 0 marks a draft."""
    template = _environment().get_template("run_sheet.html")
    return template.render(
        sheet=sheet,
        revision=revision,
        running=f"{_day(sheet.date)} · {sheet.depot_name} · bản / revision {revision or 'nháp / draft'}",
        clock=partial(clock_on_day, date=sheet.date),
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PackageLoader("service.runsheet", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["counts"] = counts_text
    environment.filters["css_string"] = css_string
    environment.filters["day"] = _day
    environment.filters["km"] = lambda metres: f"{metres / 1000:.1f}".replace(".", ",")
    environment.filters["margin"] = lambda seconds: f"{seconds // 3600} h {seconds // 60 % 60:02d}"
    environment.filters["late"] = lambda seconds: f"+{-(-seconds // 60)} ph/min"
    environment.filters["pause"] = _PAUSES.__getitem__
    environment.filters["urgency"] = lambda name: _URGENCY.get(name, name)
    return environment


def css_string(text: str) -> Markup:
    """Return `text` as a string of a style sheet: every letter escaped, so that none can end it."""
    return Markup('"{}"'.format("".join(f"\\{ord(letter):06x}" for letter in text)))  # noqa: S704 - hex digits


def _day(date: str) -> str:
    return "/".join(reversed(date.split("-")))


def counts_text(counts: Counts) -> str:
    """Return `12 × 40L, 3 × 10L`, or a dash for nothing; no line breaks within a count."""
    return ", ".join(f"{count}\u00a0×\u00a0{key}" for key, count in counts.items()) or "–"
