"""The colours of the page: legible in light and dark, and routes apart for people who see fewer colours."""

import re
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest

CSS = Path(__file__).parents[3] / "service/board/css"
LIGHT, DARK = 0, 1
TEXT = 4.5
GRAPHIC = 3.0
WORDS = [
    *product(["text", "quiet"], ["ground", "card", "raised", "accent-soft"]),
    *product(["accent", "alarm", "warn", "good"], ["ground", "card"]),
    *product(["text"], ["land", "water", "alarm-soft", "warn-soft", "draft-soft"]),
    *[("alarm", "alarm-soft"), ("warn", "warn-soft"), ("draft", "draft-soft"), ("draft", "card")],
    *[("accent-text", "accent"), ("alarm-text", "alarm"), ("card", "seg-unload"), ("card", "seg-load")],
]
SEGMENTS = ["seg-drive", "seg-wait", "seg-load", "seg-unload", "seg-break", "load-full", "load-empty"]
SIGNS = ["line-strong", "focus", "accent", "alarm", "warn", "draft", "good"]
SHAPES = [
    *product([*SIGNS, *SEGMENTS, "frozen", "now"], ["card", "ground", "raised"]),
    *product(["text", "quiet", "alarm", "warn", "accent", "focus"], ["land"]),
    *product([f"route-{slot}" for slot in range(12)], ["land", "card", "water"]),
]
# Machado, Oliveira and Fernandes (2009), full strength, on linear RGB; the least CIEDE2000 of two routes that
# have the same dash, and of two that have not.
VISION = {
    "full": (np.eye(3), 19, 11),
    "no red": (
        np.array(
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        ),
        18,
        9.5,
    ),
    "no green": (
        np.array(
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        ),
        18,
        9.5,
    ),
    "no blue": (
        np.array(
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        ),
        15,
        7.5,
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def themes() -> tuple[dict[str, str], dict[str, str]]:
    """Light and dark: every token that is a colour."""
    light, dark = (
        (CSS / "tokens.css")
        .read_text(encoding="utf-8")
        .split("@media screen and (prefers-color-scheme: dark)")
    )
    themes = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", theme)) for theme in (light, dark)]
    return themes[LIGHT], themes[DARK]


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""
    low, high = sorted(float(linear(colour) @ XYZ[1]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, vision: np.ndarray) -> np.ndarray:
    scaled = XYZ @ np.clip(vision @ linear(colour), 0, 1) / np.array([0.95047, 1, 1.08883])
    x, y, z = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def ciede2000(one: np.ndarray, other: np.ndarray) -> float:
    """How different two colours look (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    grey = 1 + 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    c1, c2 = np.hypot(a1 * grey, b1), np.hypot(a2 * grey, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * grey)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    mean = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    lightness, mid = (l1 + l2) / 2, (c1 + c2) / 2
    waves = [(-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63)]
    wave = 1 + sum(size * np.cos(np.radians(times * mean + add)) for size, times, add in waves)
    by_l = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2))
    by_c = (c2 - c1) / (1 + 0.045 * mid)
    by_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * mid * wave)
    rotation = (
        -2
        * np.sqrt(mid**7 / (mid**7 + 25.0**7))
        * np.sin(np.radians(60 * np.exp(-(((mean - 275) / 25) ** 2))))
    )
    return float(np.sqrt(by_l**2 + by_c**2 + by_h**2 + rotation * by_c * by_h))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_and_shapes_stand_out_from_their_ground(theme):
    """At least 4.5 for words and 3 for shapes, in the colours of each theme."""
    colours = themes()[theme]
    pairs = [(pair, TEXT) for pair in WORDS] + [(pair, GRAPHIC) for pair in SHAPES]
    ratios = {pair: (contrast(colours[pair[0]], colours[pair[1]]), least) for pair, least in pairs}
    assert {pair: ratio for pair, (ratio, least) in ratios.items() if ratio < least} == {}


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_routes_look_different(theme, vision):
    """Most where the dash is the same, since then only the colour tells them apart."""
    matrix, same, other = VISION[vision]
    seen = [lab(themes()[theme][f"route-{slot}"], matrix) for slot in range(12)]
    distances = {(a, b): ciede2000(seen[a], seen[b]) for a, b in combinations(range(12), 2)}
    least = {(a, b): same if a // 3 == b // 3 else other for a, b in distances}
    assert {pair: far for pair, far in distances.items() if far < least[pair]} == {}


def test_dark_has_every_colour_of_light():
    """None is forgotten, or it would be dark on dark."""
    light, dark = themes()
    assert len(light) > 40
    assert light.keys() == dark.keys()


def test_colours_stand_in_one_file():
    """Other style sheets take them from there, and name only what is there."""
    tokens = (CSS / "tokens.css").read_text(encoding="utf-8")
    known = set(re.findall(r"(--[\w-]+):", tokens))
    sheets = [path for path in CSS.glob("*.css") if path.name != "tokens.css"]
    assert sheets
    for module in CSS.parent.rglob("map/*.js"):
        assert set(re.findall(r'"(--[\w-]+)"', module.read_text(encoding="utf-8"))) <= known, module.name
    assert {"--road-great", "--road-middle", "--road-small"} <= known
    for path in sheets:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= known, path.name
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*;)", text) == [], path.name
