#!/usr/bin/env bash
# Measures the platform on this machine and prints one table; --report docs writes it down. Takes half an hour, with --seconds 4 eighteen minutes, with --quick a few.
set -euo pipefail
called_from=$PWD
cd "$(dirname "$0")/.."

usage() {
  cat <<'USAGE'
Usage: bench/run.sh [options]
  --report DIR     write benchmarks.md and benchmarks.svg there
  --only NAME      only that scenario, a file of bench/scenarios without its number, or start, memory, deletion, or growth: few rows and many, of these scenarios or of all (repeat it for more)
  --users N        users and grants of the small database (10,000)
  --seconds N      how long each scenario is measured (10)
  --quick          a second each on small databases: to see that everything works, not how fast
  --no-build       measure what is built already
USAGE
}

build=true options=()
while (($#)); do
  case $1 in
    --report | --only | --users | --seconds)
      [[ $# -ge 2 ]] || { echo "run.sh: $1 needs a value" >&2; exit 2; }
      value=$2
      if [[ $1 == --report && $2 != /* ]]; then value=$called_from/$2; fi
      options+=("$1" "$value")
      shift 2 ;;
    --quick) options+=("$1"); shift ;;
    --no-build) build=false; shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "run.sh: unknown option $1" >&2; usage >&2; exit 2 ;;
  esac
done
command -v dotnet >/dev/null || { echo "run.sh: the .NET SDK (dotnet, version 10) is not on the PATH" >&2; exit 1; }
if ! command -v wrk >/dev/null; then
  echo "Installing for the benchmark (apt-get): wrk"
  command -v apt-get >/dev/null || { echo "run.sh: install wrk and try again: there is no apt-get here" >&2; exit 1; }
  root=()
  ((EUID == 0)) || root=(sudo)
  "${root[@]}" apt-get update -qq </dev/null >/dev/null && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends wrk </dev/null >/dev/null
fi

programs=$PWD/artifacts/bench
if $build; then
  echo "Building (Release) …"
  for project in src/AuthServer src/ResourceApi bench/Baseline; do
    dotnet publish "$project" -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o "$programs/$(basename "$project")" -v:q -nologo -clp:'ErrorsOnly;NoSummary'
  done
  dotnet msbuild bench/Load -restore -p:Configuration=Release -v:q -nologo -clp:'ErrorsOnly;NoSummary'
fi
exec dotnet bench/Load/bin/Release/net10.0/Load.dll "$PWD/bench" "$programs" "${options[@]}"
