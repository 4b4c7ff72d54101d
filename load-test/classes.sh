# What run and faults have in common; to be sourced.

# newer FILE PATH…: something under the paths is newer than the file, or the file is missing
newer() {
  local file=$1
  shift
  [ ! -f "$file" ] || [ -n "$(find "$@" -newer "$file" -type f -print -quit)" ]
}

# archive_classes FILE CLASSPATH OPTION…: the classes of the program as a process with these options of Java finds them at once;
# the classpath must have jars only
archive_classes() {
  local file=$1 classpath=$2
  shift 2
  rm -f "$file"
  if ! java "$@" -XX:ArchiveClassesAtExit="$file" -cp "$classpath" \
    dev.slostreams.cli.Main demo --history 10m --for 3s --port 0 > "$file.log" 2>&1; then
    tail -n 20 "$file.log" >&2
    echo "no archive of classes came of the demo: $file.log" >&2
    return 1
  fi
}
