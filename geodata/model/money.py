"""Amounts as documents print them: never added across price levels or stages."""

from dataclasses import dataclass
from typing import Literal

from geodata.model.sources import Source
from geodata.model.words import require

SteeringArea = Literal["Anlæg", "Service"]
Stage = Literal["budgetnotat", "aftale", "indstilling", "tidligere afsat"]
MoneyUnit = Literal["1.000 kr.", "mio. kr."]
KRONER: dict[MoneyUnit, int] = {"1.000 kr.": 1_000, "mio. kr.": 1_000_000}
ShareBasis = Literal["rule", "plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingSubject:
    """What an amount is for. `plan_ids` are the plans it is for by name; several share it as one joint amount.

    An empty `plan_ids` is money for plans the document does not name (the support of all five). `decision_id` is the
    event that granted it, where a document says: two amounts of one decision can then be held against each other.
    """

    subject_id: str
    name_da: str
    name_en: str
    plan_ids: tuple[str, ...]
    source: Source
    decision_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """One printed amount. `printed` is the figure as it stands, in `unit`; `amount_kr` the same in kroner.

    `year_from`..`year_to` is what it covers: one year, or a span as one sum; both None where no year is printed.
    `table` and `table_row` place it in a printed table (the source's `line` is the line of the document); a total
    (`is_total`) is held against the lines of its table, year and steering area. `price_level` is None where the
    document states none. `part_of` is the key of the amount this is said to be a part of.
    """

    key: str
    subject_id: str
    name_da: str
    name_en: str
    printed: str
    unit: MoneyUnit
    amount_kr: int
    year_from: int | None
    year_to: int | None
    steering_area: SteeringArea | None
    grant: str | None
    price_level: str | None
    stage: Stage
    payer_da: str | None
    payer_en: str | None
    table: str | None
    table_row: str | None
    is_total: bool
    source: Source
    part_of: str | None = None

    def __post_init__(self) -> None:
        figure = float(self.printed.replace(".", "").replace(",", "."))
        require(
            abs(figure * KRONER[self.unit] - self.amount_kr) < 1,
            f"{self.key}: printed er »{self.printed}« {self.unit}, men amount_kr er {self.amount_kr}",
        )
        require((self.year_from is None) == (self.year_to is None), f"{self.key}: et spænd har to år")
        require(
            self.year_from is None or self.year_to is None or self.year_from <= self.year_to,
            f"{self.key}: årene står i omvendt rækkefølge",
        )
        require((self.table is None) == (self.table_row is None), f"{self.key}: table og table_row følges ad")
        require(not self.is_total or self.table is not None, f"{self.key}: en sum står i en tabel")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingShare:
    """The percentage somebody pays, or is to pay: by the rule for all plans (`plan_id` None) or of one plan.

    Shares of one `split` are said together and make a whole where they name everybody. `whole` is the key of the
    amount they are of, None where the paper has none.
    """

    key: str
    plan_id: str | None
    split: str
    payer_da: str
    payer_en: str
    value_pct: float
    basis: ShareBasis
    whole: str | None
    source: Source

    def __post_init__(self) -> None:
        require(0 <= self.value_pct <= 100, f"{self.key}: en procent er mellem 0 og 100")
