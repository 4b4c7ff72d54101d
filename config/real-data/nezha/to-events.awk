# Root spans of the Nezha recording (CSV) -> request events, one JSON object a line.
#
#   gzip -dc nezha-onlineboutique-2022-08-22.root-spans.csv.gz | awk -f to-events.awk |
#     LC_ALL=C sort > nezha.jsonl
#
# timestamp is the END of the span, the moment at which the shop's visitor had the answer (or ran out
# of patience); -v stamp=start stamps the start. The upstream file is a chain of one-minute files
# each in the order of trace ids, so the lines are sorted afterwards: timestamp comes first in the
# line and has a fixed width, so sorting the text sorts by time. `sort -u` instead of `sort` drops
# the 103 lines that stand twice. Times are cut to milliseconds as text: nanoseconds do not fit a
# double. Needs nothing beyond POSIX awk.

function rfc3339(sec, ms,    z, era, doe, yoe, doy, mp, d, m, y) {
  z = int(sec / 86400); sec -= z * 86400; z += 719468
  era = int(z / 146097); doe = z - era * 146097
  yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
  doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
  mp = int((5 * doy + 2) / 153); d = doy - int((153 * mp + 2) / 5) + 1
  m = mp < 10 ? mp + 3 : mp - 9; y = yoe + era * 400 + (m <= 2)
  return sprintf("%04d-%02d-%02dT%02d:%02d:%02d.%sZ", y, m, d,
                 int(sec / 3600), int(sec % 3600 / 60), sec % 60, ms)
}

# TraceID,SpanID,ParentID,PodName,OperationName,StartTimeUnixNano,EndTimeUnixNano,Duration (us)
BEGIN { FS = "," }
FNR == 1 { next }
{
  ns = stamp == "start" ? $6 : $7
  service = $4; sub(/-[0-9a-f]+-[0-9a-z]+$/, "", service)     # frontend-579b9bff58-t2dbm
  printf "{\"timestamp\":\"%s\",\"trace_id\":\"%s\",\"pod\":\"%s\",\"service\":\"%s\",\"operation\":\"%s\",\"duration_ms\":%d.%03d}\n",
         rfc3339(substr(ns, 1, 10) + 0, substr(ns, 11, 3)), $1, $4, service, $5,
         int($8 / 1000), $8 % 1000
}
