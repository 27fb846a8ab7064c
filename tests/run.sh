#!/usr/bin/env bash
# Builds once, runs every test project, the services' tests on both engines, and ends with «N passed, N failed, N skipped».
set -uo pipefail
cd "$(dirname "$0")/.."

configuration=${CONFIGURATION:-Debug}
results=artifacts/tests

need_packages() {
  local missing=()

  # The examples of docs/api are run with these.
  command -v curl >/dev/null || missing+=(curl)
  command -v jq >/dev/null || missing+=(jq)
  command -v openssl >/dev/null || missing+=(openssl)
  command -v node >/dev/null || missing+=(nodejs)
  command -v python3 >/dev/null || missing+=(python3)

  command -v chromium >/dev/null || missing+=(chromium)
  command -v soffice >/dev/null || missing+=(libreoffice-calc)
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1 || missing+=(fonts-noto-cjk)
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null || { echo "Please install: ${missing[*]}" >&2; return 0; }

  local root=()
  ((EUID == 0)) || root=(sudo)
  "${root[@]}" env TMPDIR=/var/tmp DEBIAN_FRONTEND=noninteractive apt-get update -q
  "${root[@]}" env TMPDIR=/var/tmp DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# Adds up one attribute of the counters in every result file.
sum() {
  grep -ho "<Counters [^>]*>" "$results"/*.trx 2>/dev/null \
    | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'
}

need_packages
rm -rf "$results"
dotnet restore CrmAdmin.sln || exit 1
dotnet build CrmAdmin.sln --no-restore -c "$configuration" || exit 1

broken=0
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  dotnet test "$project" --no-build -c "$configuration" --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" || broken=1
done

# The same tests once more on PostgreSQL, on a server of our own that lives as long as they do. More at once than there are
# processors: those whose node was killed wait half a minute each for its lease to lapse, and others compute meanwhile.
if connection=$(tests/postgres.sh start "$results/postgres"); then
  CRM_TEST_POSTGRES=$connection CONDITION_POSTGRES=$connection dotnet test tests/CrmAdmin.Tests/CrmAdmin.Tests.csproj --no-build \
    -c "$configuration" --results-directory "$results" --logger "trx;LogFileName=CrmAdmin.Tests.Postgres.trx" \
    -- xUnit.MaxParallelThreads=1.5x || broken=1
  tests/postgres.sh stop "$results/postgres"
else
  echo "PostgreSQL could not be started: its tests did not run." >&2
  broken=1
fi

# A skipped test is neither executed nor counted as passed or failed.
passed=$(sum passed) failed=$(sum failed) skipped=$(($(sum total) - $(sum executed)))
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0 && passed > 0 && broken == 0))
