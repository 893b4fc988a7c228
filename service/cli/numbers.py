"""Numbers as the command line shows them: the Vietnamese way, rounded and never cut off."""

from decimal import ROUND_HALF_UP, Decimal

_SWAPPED = str.maketrans(",.", ".,")


def number(value: float | Decimal, decimals: int = 0) -> str:
    """Return `1.234,5`: points between thousands, a decimal comma, half rounded up, no minus zero."""
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    return f"{rounded or abs(rounded):,}".translate(_SWAPPED)


def vnd(amount: int) -> str:
    """Return an amount as `1.234.000 ₫`."""
    return f"{number(amount)} ₫"


def km(metres: int) -> str:
    """Return a length as `9,9 km`, from 10 km on as `134 km`."""
    return f"{number(Decimal(metres) / 1000, decimals=1 if abs(metres) < 9950 else 0)} km"  # noqa: PLR2004


def hours(seconds: int) -> str:
    """Return a duration as `3 h 05`, to the nearest minute."""
    minutes = int(Decimal(seconds) / 60 + Decimal("0.5"))
    return f"{minutes // 60} h {minutes % 60:02d}"


def signed(value: float | Decimal, decimals: int = 0) -> str:
    """Return `+1.234` or `-12`, and `0` without a sign."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and any(digit in text for digit in "123456789") else text
