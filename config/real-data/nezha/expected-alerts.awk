# When the policy slow-now must fire and resolve, by brute force: at every second it adds up the whole window
# anew. An independent second opinion on slos.yaml; slo-streams takes no part.
#
#   awk -v limit=1000 -v share=0.20 -v target=front-latency-1s      -f expected-alerts.awk nezha.jsonl
#   awk -v limit=2500 -v share=0.04 -v target=front-latency-2500ms  -f expected-alerts.awk nezha.jsonl
#
# share = threshold x (1 - target): 4 x 0.05 and 4 x 0.01. nezha.jsonl: sorted output of to-events.awk.

function clock(text) { return (("1" substr(text, 1, 2)) - 100) * 3600 + (("1" substr(text, 4, 2)) - 100) * 60 + ("1" substr(text, 7, 2)) - 100 }
function hms(s) { return sprintf("%02d:%02d:%02d", int(s / 3600), int(s % 3600 / 60), s % 60) }

# bad / total > share, the share scaled by age / window while the series is young
function burns(t, window,    i, n, b, age) {
  for (i = t - window; i < t; i++) { n += total[i]; b += bad[i] }
  events = n; failed = b
  age = t - birth < window ? t - birth : window
  return int(b * age * 100 + 0.5) > int(share * 100 + 0.5) * n * window
}

{ s = clock(substr($0, 26)); sub(/.*"duration_ms":/, ""); total[s]++; if ($0 + 0 > limit) bad[s]++
  if (birth == "" || s < birth) birth = s
  if (s > last) last = s }

END {
  for (t = birth + 1; t <= last + 1; t++) {
    before = holds
    long = burns(t, 120); longEvents = events; longBad = failed
    short = burns(t, 60); shortEvents = events; shortBad = failed
    if (shortEvents == 0 && longEvents > 0) holds = before           # silence does not resolve
    else holds = long && short && longEvents >= 50                    # min-events
    if (holds) quiet = ""
    else if (quiet == "") quiet = t
    if (!firing && holds) { firing = 1; printf "%s firing   at %s, slow %d of %d in 2m, %d of %d in 1m\n", target, hms(t), longBad, longEvents, shortBad, shortEvents }
    if (firing && !holds && t >= quiet + 30) { firing = 0; printf "%s resolved at %s\n", target, hms(t) }
  }
}
