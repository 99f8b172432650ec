"""What a person has noted about a paper and no rule computes: each note is a finding as it stands. Pure."""

from typing import TYPE_CHECKING

from etl.reconcile.telling import sources
from geodata.model import Finding

if TYPE_CHECKING:
    from etl.register import Register


def remark(register: "Register") -> list[Finding]:
    """Every remark of the register, with the severity its writer gave it."""
    return [
        Finding(
            finding_id=f"remark/{row.key}",
            check="remark",
            severity=row.severity,
            subject=f"document/{row.source.document_id}",
            message_da=row.text_da,
            message_en=row.text_en,
            sources=sources([row]),
        )
        for row in register.remarks
    ]
