# HAProxy HTTP log lines -> request events, one JSON object a line.
#
#   gzip -dc haproxy-2012-02.log.gz | awk -f to-events.awk > haproxy.jsonl
#
# timestamp is the accept date (read as UTC, the line has no zone); add -v stamp=end to stamp a
# request when its session ended, accept date + Tt. The client's address is not carried over, nor is
# the query string. Needs nothing beyond POSIX awk.

BEGIN { split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", names, " ")
        for (i = 1; i <= 12; i++) month[names[i]] = i }

# milliseconds since the epoch of a UTC date (proleptic Gregorian calendar)
function epoch_ms(y, m, d, h, min, s, ms,    era, yoe, doy, doe) {
  if (m <= 2) y--
  era = int(y / 400); yoe = y - era * 400
  doy = int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
  doe = yoe * 365 + int(yoe / 4) - int(yoe / 100) + doy
  return ((((era * 146097 + doe - 719468) * 24 + h) * 60 + min) * 60 + s) * 1000 + ms
}

# the reverse, as RFC 3339
function rfc3339(t,    ms, sec, z, era, doe, yoe, doy, mp, d, m, y) {
  ms = t % 1000; sec = (t - ms) / 1000
  z = int(sec / 86400); sec -= z * 86400; z += 719468
  era = int(z / 146097); doe = z - era * 146097
  yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
  doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
  mp = int((5 * doy + 2) / 153); d = doy - int((153 * mp + 2) / 5) + 1
  m = mp < 10 ? mp + 3 : mp - 9; y = yoe + era * 400 + (m <= 2)
  return sprintf("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", y, m, d,
                 int(sec / 3600), int(sec % 3600 / 60), sec % 60, ms)
}

# a number of two digits; some awks read a leading zero as octal
function two(digits) { return ("1" digits) - 100 }

function json(text) { gsub(/\\/, "\\\\", text); gsub(/"/, "\\\"", text); return "\"" text "\"" }

# [02/Feb/2012:04:05:24.385] frontend backend/server Tq/Tw/Tc/Tr/Tt status ... "GET /path HTTP/1.1"
{
  split($7, t, /[^0-9A-Za-z]/)         # t[1] is empty: the bracket
  accepted = epoch_ms(t[4] + 0, month[t[3]], two(t[2]), two(t[5]), two(t[6]), two(t[7]),
                      ("1" t[8]) - 1000)
  split($9, b, "/"); n = split($10, timers, "/")
  tt = timers[n]; sub(/^\+/, "", tt)   # a plus says: session was still open when logged
  method = $18; sub(/^"/, "", method)
  path = $19; sub(/\?.*/, "", path)
  printf "{\"timestamp\":\"%s\",\"frontend\":%s,\"backend\":%s,\"server\":%s,\"status\":%d,\"duration_ms\":%d,\"method\":%s,\"path\":%s}\n",
         rfc3339(stamp == "end" ? accepted + tt : accepted),
         json($8), json(b[1]), json(b[2]), $11, tt, json(method), json(path)
}
