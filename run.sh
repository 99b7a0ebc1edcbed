#!/usr/bin/env bash
# Starts AuthServer and ResourceApi on the embedded default; needs only the .NET SDK. Ctrl-C stops both.
set -euo pipefail
called_from=$PWD
cd "$(dirname "$0")"

usage() {
  cat <<'EOF'
Usage: ./run.sh [options]
  --demo           start, walk the main job through HTTP, print each step, stop
  --auth-port N    port of AuthServer (5100); the issuer follows it
  --api-port N     port of ResourceApi (5200)
  --data DIR       databases, keys and logs (data/)
  --release        publish and run the Release configuration, compiled ahead of time (ReadyToRun)
  --no-build       run what is built already
EOF
}

auth_port=5100 api_port=5200 data=data configuration=Debug build=true demo=false
while (($#)); do
  case $1 in
    --auth-port | --api-port | --data)
      [[ $# -ge 2 ]] || { echo "run.sh: $1 needs a value" >&2; exit 2; }
      case $1 in --auth-port) auth_port=$2 ;; --api-port) api_port=$2 ;; --data) if [[ $2 == /* ]]; then data=$2; else data=$called_from/$2; fi ;; esac
      shift 2 ;;
    --release) configuration=Release; shift ;;
    --no-build) build=false; shift ;;
    --demo) demo=true; shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "run.sh: unknown option $1" >&2; usage >&2; exit 2 ;;
  esac
done
for port in "$auth_port" "$api_port"; do
  [[ $port =~ ^[0-9]{1,5}$ ]] && ((10#$port >= 1 && 10#$port <= 65535)) || { echo "run.sh: '$port' is not a port" >&2; exit 2; }
done
[[ $auth_port != "$api_port" ]] || { echo "run.sh: the two ports must differ" >&2; exit 2; }
command -v dotnet >/dev/null || { echo "run.sh: the .NET SDK (dotnet, version 10) is not on the PATH" >&2; exit 1; }

# Answers of a health address, without curl: the SDK is all that this script assumes.
healthy() {
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  read -r -t 2 line <&3 || line=''
  exec 3>&-
  [[ $line == *' 200 '* ]]
} 2>/dev/null

taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
for port in "$auth_port" "$api_port"; do
  if taken "$port"; then echo "run.sh: port $port is in use; choose others with --auth-port and --api-port" >&2; exit 1; fi
done

if $build; then
  echo "Building ($configuration) …"
  projects=(src/AuthServer src/ResourceApi samples/MobilePin)
  if [[ $configuration == Release ]]; then
    # Half of a start would be spent compiling: the hosts are compiled for this machine here, once.
    for project in src/AuthServer src/ResourceApi; do
      dotnet publish "$project" -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o "$project/bin/Release/published" -v:q -nologo -clp:'ErrorsOnly;NoSummary'
    done
    projects=(samples/MobilePin)
  fi
  for project in "${projects[@]}"; do
    dotnet msbuild "$project" -restore -p:Configuration="$configuration" -v:q -nologo -clp:'ErrorsOnly;NoSummary'
  done
fi

mkdir -p "$data"
data=$(cd "$data" && pwd)
auth=http://localhost:$auth_port api=http://localhost:$api_port
pids=()
stop() {
  trap - EXIT INT TERM
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
}
trap stop EXIT
trap 'echo; echo "Stopping …"; exit 0' INT TERM

# program NAME: the built host; of Release what was published, unless it was built without publishing since.
program() {
  local built=src/$1/bin/$configuration/net10.0/$1.dll published=src/$1/bin/$configuration/published/$1.dll
  if [[ -f $published ]] && { $build || [[ ! -f $built || $published -nt $built ]]; }; then echo "$published"; else echo "$built"; fi
}

# host NAME PORT LOG KEY=VALUE…: starts a host; settings are given as environment variables.
host() {
  local name=$1 port=$2 log=$3
  shift 3
  env "$@" ASPNETCORE_ENVIRONMENT=Development \
    dotnet "$(program "$name")" --contentRoot "$PWD/src/$name" --urls "http://localhost:$port" >"$log" 2>&1 &
  pids+=($!)
}

host AuthServer "$auth_port" "$data/auth.log" \
  Protocol__Issuer="$auth" Protocol__KeyRingFile="$data/keys/ring" ConnectionStrings__Auth="Data Source=$data/auth.db" Events__Receivers__0__Url="$api/events" \
  Protocol__ResourceUris__resource-api="$api"
host ResourceApi "$api_port" "$data/api.log" \
  Auth__Authority="$auth" ConnectionStrings__Api="Data Source=$data/api.db" Keys__RingFile="$data/keys/api-ring" Files__Folder="$data/files" Media__PublicBase="$api/media" \
  Resource__Identifier="$api"

printf 'Starting '
for port in "$auth_port" "$api_port"; do
  for ((i = 0; ; i++)); do
    healthy "$port" && break
    for pid in "${pids[@]}"; do
      kill -0 "$pid" 2>/dev/null || { echo; echo "run.sh: a host stopped; the end of its log:" >&2; tail -n 5 "$data/auth.log" "$data/api.log" >&2; exit 1; }
    done
    ((i < 300)) || { echo; echo "run.sh: no answer on port $port after 60 s; see $data/*.log" >&2; exit 1; }
    printf .
    sleep 0.2
  done
done
echo

if $demo; then
  dotnet "samples/MobilePin/bin/$configuration/net10.0/MobilePin.dll" "$auth" "$api"
  exit
fi

cat <<EOF

AuthServer    $auth        discovery $auth/.well-known/openid-configuration
              $auth/login  inbox     $auth/dev/inbox (codes and mails of Development)
ResourceApi   $api        described at $api/openapi/v1.json; AuthServer at $auth/openapi/v1.json
Data, logs    $data

Users         phone          PIN    password           role
  alice       +12025550101   4927   Correct-horse-7    customer
  bob         +12025550102   6184   Correct-horse-8    provider
  admin       +12025550103   7359   Correct-horse-9    admin
Clients       mobile, spa, tv (public)
              web           web-secret-0123456789abcdef0123456789
              partner       partner-secret-0123456789abcdef01234567
              worker        worker-secret-0123456789abcdef01234567
              resource-api  resource-secret-0123456789abcdef012345

Try it: sign in with the PIN, call the API with the token, let a program sign in
  TOKEN=\$(curl -s $auth/auth/login/ --json '{"phone_number":"+12025550101","pin":"4927"}' | grep -o '"access":"[^"]*"' | cut -d'"' -f4)
  curl -s $api/users/me/ -H "Authorization: Bearer \$TOKEN"
  curl -s $auth/connect/token -u worker:worker-secret-0123456789abcdef01234567 -d grant_type=client_credentials -d scope=search

Ctrl-C stops both.
EOF
wait -n "${pids[@]}" || true
echo "run.sh: a host stopped; see $data/*.log" >&2
exit 1
