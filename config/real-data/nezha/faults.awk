# Each injected fault, the recorded minutes in its first 4 minutes, and how slow they were. One line per fault:
# time, kind, service, requests, share slower than 1 s and 2.5 s in those 4 minutes, the same in the 2
# minutes before, and the lowest success rate that the shop's own monitoring saw in the 4 minutes.
#
#   gzip -dc nezha-onlineboutique-2022-08-22.front-service-per-minute.csv.gz > front.csv
#   awk -f faults.awk nezha-onlineboutique-2022-08-22.fault-list.json front.csv nezha.jsonl
#
# nezha.jsonl: sorted output of to-events.awk (spans by their end). Needs nothing beyond POSIX awk.

function clock(text) { return (("1" substr(text, 1, 2)) - 100) * 3600 + (("1" substr(text, 4, 2)) - 100) * 60 + ("1" substr(text, 7, 2)) - 100 }
function hms(s) { return sprintf("%02d:%02d:%02d", int(s / 3600), int(s % 3600 / 60), s % 60) }
function share(n, all) { return all ? sprintf("%5.1f %%", 100 * n / all) : "      -" }

FNR == 1 { file++ }
file == 1 && /"inject_time"/ { split($0, q, "\""); at[++n] = clock(substr(q[4], 12)) }
file == 1 && /"inject_pod"/  { split($0, q, "\""); pod[n] = q[4]; sub(/-[0-9a-f]+-[0-9a-z]+$/, "", pod[n]) }
file == 1 && /"inject_type"/ { split($0, q, "\""); kind[n] = q[4] }
file == 2 && FNR > 1 {
  split($0, c, ","); s = clock(substr(c[1], 12))
  for (i = 1; i <= n; i++) if (s > at[i] && s <= at[i] + 240 && (!(i in low) || c[4] < low[i])) low[i] = c[4] + 0
}
file == 3 {
  s = clock(substr($0, 26)); sub(/.*"duration_ms":/, ""); d = $0 + 0
  for (i = 1; i <= n; i++) {
    when = s >= at[i] && s < at[i] + 240 ? "after" : s >= at[i] - 120 && s < at[i] ? "before" : ""
    if (when == "") continue
    count[i, when]++
    if (d > 1000) slow[i, when]++
    if (d > 2500) slower[i, when]++
    if (when == "after") { if (!(i in from)) from[i] = s; to[i] = s }
  }
}
END {
  for (i = 1; i <= n; i++)
    printf "| %s | %s | %s | %s | %d | %s | %s | %s | %s |\n", hms(at[i]), kind[i], pod[i],
           (i in from) ? hms(from[i]) "-" hms(to[i]) : "none", count[i, "after"],
           share(slow[i, "after"], count[i, "after"]), share(slower[i, "after"], count[i, "after"]),
           share(slow[i, "before"], count[i, "before"]), sprintf("%5.1f %%", low[i])
}
