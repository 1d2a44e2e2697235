"""Answers SPF questions with pyspf (Debian: python3-spf) from zones given on standard input, one JSON object a line. Asks no network.

`bench` as argument: one object with zone, requests and seconds; prints evaluations per second.
"""
import json
import socket
import sys
import time

import spf

zone = {}


def look_up(name, qtype, strict=True, timeout=None):
    """What a resolver returns: aliases followed, a loop of them is an error."""
    asked = name
    passed = set()
    while True:
        name = name.lower().rstrip(".")
        lines = zone.get(name, {})
        if name in passed or qtype in lines.get("TIMEOUT", []):
            raise spf.TempError("DNS timeout")
        passed.add(name)
        if "CNAME" not in lines:
            break
        name = lines["CNAME"][0]
    for value in lines.get(qtype, []):
        if qtype == "AAAA":
            value = socket.inet_pton(socket.AF_INET6, value)
        elif qtype == "TXT":
            value = (value.encode("utf-8"),)
        elif qtype == "MX":
            value = tuple(value)
        yield ((asked, qtype), value)


def ask(case, voids):
    spf.MAX_VOID_LOOKUPS = voids
    query = spf.query(i=case["ip"], s=case["mailFrom"], h=case["helo"], receiver="unknown", strict=True)
    query.set_default_explanation("")
    try:
        result, _, says = query.check()
    except Exception as error:  # a defect of the peer is an answer too
        result, says = "crash", repr(error)
    return {"result": result, "says": says, "explanation": says if result == "fail" else "", "lookups": query.lookups, "voids": query.void_lookups}


spf.DNSLookup = look_up

if sys.argv[1:] == ["bench"]:
    case = json.load(sys.stdin)
    zone = case["zone"]
    count = 0
    started = time.monotonic()
    while time.monotonic() < started + case["seconds"]:
        for request in case["requests"]:
            spf.query(i=request["ip"], s=request["mailFrom"], h=request["helo"]).check()
            count += 1
    print(count / (time.monotonic() - started))
    sys.exit()

for line in sys.stdin:
    case = json.loads(line)
    zone = case["zone"]
    print(json.dumps({**ask(case, 2), "patient": ask(case, 1_000_000)}))
