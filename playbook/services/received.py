"""What had been received by a day, as it stood at its end: uploads, withdrawals and rows that counted then."""

from collections import Counter
from dataclasses import replace
from datetime import date

from metrics.series.moments import counts, end_of_day
from metrics.series.series import Measurements
from metrics.store.uploads import Upload
from playbook.workspace.workspace import Workspace


def uploads_by(workspace: Workspace, day: date) -> tuple[Upload, ...]:
    """Uploads that had arrived by the end of `day`, newest first; what was withdrawn or replaced later counted."""
    uploads = workspace.uploads()
    if day >= workspace.today():
        return uploads
    measurements = workspace.measurements()
    end = end_of_day(day, measurements.timezone)
    counting = Counter(_counting(measurements, day))
    return tuple(
        replace(
            upload,
            counting_rows=counting[upload.upload_id],
            revoked_at=None if later else upload.revoked_at,
            revoked_by=None if later else upload.revoked_by,
        )
        for upload in uploads
        if upload.received_at < end
        for later in [upload.revoked_at is not None and upload.revoked_at >= end]
    )


def _counting(measurements: Measurements, day: date) -> list[str]:
    """The upload of each row that counted at the end of the day."""
    end = end_of_day(day, measurements.timezone)
    found: list[str] = []
    for rows in measurements.book.rows.values():
        newest: dict[tuple[date, date], str] = {}
        for row in rows:
            if counts(row.received_at, row.revoked_at, end) and (row.sent_at or row.received_at) < end:
                newest[row.period_start, row.period_end] = row.upload_id
        found += newest.values()
    return found
