"""Reads a calendar on standard input with Debian's python3-icalendar and writes its events as JSON."""

import datetime
import json
import sys

import icalendar


def plain(time):
    if time is None:
        return None
    value = time.dt
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
events = [
    {
        "uid": str(event["UID"]),
        "start": plain(event.get("DTSTART")),
        "end": plain(event.get("DTEND")),
        "summary": str(event["SUMMARY"]),
        "location": str(event["LOCATION"]) if "LOCATION" in event else None,
        "url": str(event["URL"]),
        "sequence": int(event["SEQUENCE"]),
        "stamp": plain(event["DTSTAMP"]),
    }
    for event in calendar.walk("VEVENT")
]
name = str(calendar["X-WR-CALNAME"])
json.dump({"name": name, "zone": str(calendar["X-WR-TIMEZONE"]), "events": events}, sys.stdout)
