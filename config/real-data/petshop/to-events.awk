# 5-minute counts of the PetShop recording (CSV) -> one weighted event per slot, as JSON lines.
#
#   awk -f to-events.awk petsite-low-traffic-5min.csv > petshop.jsonl
#
# requests is the slot's number of requests, good = requests x availability / 100, rounded (a whole
# number in every slot). A count is known when its slot is over, so timestamp is the slot's last
# millisecond: slot start + 300 s - 1 ms. Slots do not cross hours, so the counts per hour are those
# of the slot starts. Needs nothing beyond POSIX awk.

function rfc3339(sec, ms,    z, era, doe, yoe, doy, mp, d, m, y) {
  z = int(sec / 86400); sec -= z * 86400; z += 719468
  era = int(z / 146097); doe = z - era * 146097
  yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
  doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
  mp = int((5 * doy + 2) / 153); d = doy - int((153 * mp + 2) / 5) + 1
  m = mp < 10 ? mp + 3 : mp - 9; y = yoe + era * 400 + (m <= 2)
  return sprintf("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", y, m, d,
                 int(sec / 3600), int(sec % 3600 / 60), sec % 60, ms)
}

# part,unix_timestamp,requests,availability_percent,latency_avg_s,...
BEGIN { FS = "," }
FNR == 1 { next }
{
  printf "{\"timestamp\":\"%s\",\"service\":\"petsite\",\"requests\":%d,\"good\":%d,\"latency_p99_ms\":%.3f}\n",
         rfc3339($2 + 299, 999), $3, int($3 * $4 / 100 + 0.5), $9 * 1000
}
