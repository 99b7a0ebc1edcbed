#!/usr/bin/env bash
# Installs what only tests need, builds everything, runs every test project, and sums up.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'EOF'
Usage: ./test.sh [options]
  --quick          leave out EndToEnd.Tests, and install nothing
  --only NAME      only the test projects whose name contains NAME (repeat it for more)
  --release        build and test the Release configuration
The last line is "N passed, N failed"; the exit code is 0 only when something ran and nothing failed.
EOF
}

quick=false configuration=Debug only=()
while (($#)); do
  case $1 in
    --quick) quick=true; shift ;;
    --only) [[ $# -ge 2 ]] || { echo "test.sh: --only needs a name" >&2; exit 2; }; only+=("$2"); shift 2 ;;
    --release) configuration=Release; shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "test.sh: unknown option $1" >&2; usage >&2; exit 2 ;;
  esac
done
command -v dotnet >/dev/null || { echo "test.sh: the .NET SDK (dotnet, version 10) is not on the PATH" >&2; exit 1; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 NO_COLOR=1

wanted() {
  if $quick && [[ $1 == EndToEnd.Tests ]]; then return 1; fi
  ((${#only[@]})) || return 0
  local name
  for name in "${only[@]}"; do [[ $1 == *"$name"* ]] && return 0; done
  return 1
}
projects=()
for file in tests/*.Tests/*.csproj; do
  name=$(basename "$file" .csproj)
  if wanted "$name"; then projects+=("$name"); fi
done
((${#projects[@]})) || { echo "test.sh: no test project has that name" >&2; echo "0 passed, 0 failed"; exit 1; }

# All that this run starts carries this mark, and all temporary files are in this folder; at the end neither is left.
export AUTHPLATFORM_TEST_RUN=$$-$RANDOM$RANDOM
scratch=$(mktemp -d "${TMPDIR:-/tmp}/test.XXXXXX")
cleanup() {
  trap - EXIT INT TERM
  local environment pid
  for environment in /proc/[0-9]*/environ; do
    pid=${environment//[!0-9]/}
    [[ $pid != "$$" && $pid != "$BASHPID" ]] || continue
    if tr '\0' '\n' <"$environment" 2>/dev/null | grep -qx "AUTHPLATFORM_TEST_RUN=$AUTHPLATFORM_TEST_RUN" 2>/dev/null; then kill -9 "$pid" 2>/dev/null || true; fi
  done 2>/dev/null
  rm -rf "$scratch"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# debian PROGRAM PACKAGE…: installs packages where a program, or a file by its path, is missing.
debian() {
  local program=$1
  shift
  if command -v "$program" >/dev/null || [[ $program == /* && -e $program ]]; then return; fi
  echo "Installing for the tests (apt-get): $*"
  local root=()
  ((EUID == 0)) || root=(sudo)
  command -v apt-get >/dev/null || { echo "test.sh: install $* and try again: there is no apt-get here" >&2; exit 1; }
  "${root[@]}" apt-get update -qq </dev/null >"$scratch/apt.log" 2>&1 &&
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >>"$scratch/apt.log" 2>&1 ||
    { tail -n 20 "$scratch/apt.log" >&2; echo "test.sh: $* could not be installed" >&2; exit 1; }
}

# node_packages FOLDER PACKAGE…: installs what a folder's package-lock.json pins, where that is not what is there.
node_packages() {
  local folder=$1
  shift
  if cmp -s "$folder/package-lock.json" "$folder/node_modules/.lock"; then return; fi
  echo "Installing for the tests (npm ci): $*, in $folder"
  (cd "$folder" && npm ci --no-fund --no-audit --loglevel=error </dev/null && cp package-lock.json node_modules/.lock)
}

# Without it the tests that decode pictures are skipped, and counted as skipped.
if ! $quick && [[ " ${projects[*]} " == *' ResourceApi.Tests '* || " ${projects[*]} " == *' EndToEnd.Tests '* ]]; then
  debian vips libvips-tools
fi
if [[ " ${projects[*]} " == *' EndToEnd.Tests '* ]]; then
  debian curl curl
  debian setsid util-linux
  debian chromium chromium
  debian node nodejs
  debian npm npm
  # The web server's program without the package that would run it as a service; oidc-agent brings no service that starts by itself.
  debian /usr/lib/apache2/modules/mod_auth_openidc.so apache2-bin libapache2-mod-auth-openidc
  debian oidc-agent oidc-agent-cli
  node_packages tests/EndToEnd.Tests/relying-party openid-client oauth4webapi oidc-client-ts
  node_packages tests/EndToEnd.Tests/mail-server smtp-server mailparser
fi

# Whole seconds with a decimal since a moment of EPOCHREALTIME.
since() { awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f s", to - from }'; }

echo "Building ($configuration) …"
start=$EPOCHREALTIME
# A compiler of this run's own, and no build node that lives on: they would outlive the run.
build() { dotnet msbuild "$1" -restore -p:Configuration="$configuration" -v:q -nologo -nodeReuse:false -p:SharedCompilationId="$AUTHPLATFORM_TEST_RUN" -clp:'ErrorsOnly;NoSummary' </dev/null; }
# Everything must build, unless somebody named what they want.
targets=(AuthPlatform.sln)
if ((${#only[@]})); then targets=("${projects[@]/#/tests/}"); fi
for target in "${targets[@]}"; do
  if build "$target"; then continue; fi
  echo "test.sh: the build failed" >&2
  echo "0 passed, 1 failed"
  exit 1
done
echo "Built in $(since "$start")"

# count WORD FILE: a number of the test program's summary.
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$2" | tail -n 1; }

passed=0 failed=0 skipped=0
for name in "${projects[@]}"; do
  log=$scratch/$name.log program=tests/$name/bin/$configuration/net10.0/$name
  start=$EPOCHREALTIME code=0
  mkdir -p "$scratch/$name"
  if [[ -x $program ]]; then
    TMPDIR=$scratch/$name "$program" --no-progress --no-ansi --results-directory "$scratch/$name" </dev/null >"$log" 2>&1 || code=$?
  else
    echo "$program is not there: is the project in AuthPlatform.sln?" >"$log"
    code=1
  fi
  p=$(count succeeded "$log") f=$(count failed "$log") s=$(count skipped "$log")
  : "${p:=0}" "${f:=0}" "${s:=0}"
  if ((p + f == 0)); then
    # A project that runs no test, or crashes before it can say how many, is not a success.
    f=1
    echo "no test ran (exit code $code)" >>"$log"
  elif ((code != 0 && f == 0)); then
    f=1
    echo "the test program ended with exit code $code" >>"$log"
  fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  printf '%-28s %5d passed, %d failed%s in %s\n' "$name" "$p" "$f" "$( ((s == 0)) || echo ", $s skipped")" "$(since "$start")"
  if ((f > 0)); then sed 's/^/  | /' "$log"; else sed -n 's/^ *Measured: /  /p' "$log"; fi
done

summary="$passed passed, $failed failed"
if ((skipped > 0)); then summary+=", $skipped skipped"; fi
echo "$summary"
((failed == 0 && passed > 0))
