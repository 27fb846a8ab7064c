#!/usr/bin/env bash
# postgres.sh start|stop FOLDER: a PostgreSQL server for tests on a free loopback port; start prints its connection string.
# What follows FOLDER is handed to the server: start FOLDER -c shared_buffers=4GB
set -euo pipefail
command=$1 folder=$(realpath -m "$2")
options=("${@:3}")
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

# PostgreSQL does not run as root.
as_server() {
  if ((EUID == 0)); then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
  for port in $(shuf -i 20000-29999 -n 50); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

case $command in
  start)
    data=$(as_server mktemp -d)
    mkdir -p "$folder"
    echo "$data" >"$folder/data"
    port=$(free_port)
    as_server "$bin/initdb" -D "$data/db" -E UTF8 --locale=C.UTF-8 -A trust -U crm >"$folder/initdb.log"
    # Nothing here outlives the tests, so nothing waits for the disk.
    as_server "$bin/pg_ctl" -D "$data/db" -l "$data/log" -w start \
      -o "-p $port -k $data -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300 ${options[*]}" >"$folder/start.log"
    echo "Host=127.0.0.1;Port=$port;Database=postgres;Username=crm"
    ;;
  stop)
    data=$(<"$folder/data")
    as_server "$bin/pg_ctl" -D "$data/db" -m immediate stop >/dev/null || true
    rm -rf "$data" "$folder"
    ;;
esac
