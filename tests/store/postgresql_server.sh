#!/usr/bin/env bash
# usage: postgresql_server.sh [SETTING=VALUE]...
# A PostgreSQL server of the caller's own: made in a new folder, reached by a socket in it only, and
# gone with the folder as soon as this script's input ends, however its caller did. Says the folder
# when the server answers; then takes orders, one a line, and says "done" after each:
#     kill      as if the machine had stopped
#     start     starts it again
set -euo pipefail
PATH+=:$(printf '%s:' /usr/lib/postgresql/*/bin)  # Debian keeps the server's programs apart

# The server refuses to run as root.
as_owner=()
if [ "$(id -u)" = 0 ]; then
    owner=nobody
    ! getent passwd postgres >/dev/null || owner=postgres
    as_owner=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --clear-groups)
fi

base=${TMPDIR:-/dev/shm}
[ -d "$base" ] || base=/tmp
folder=$(mktemp -d "$base/willcall-postgresql-XXXXXX")
finish() {
    "${as_owner[@]}" pg_ctl stop -s -m immediate -D "$folder/data" >&2 || true
    rm -rf "$folder"
}
trap finish EXIT
[ ${#as_owner[@]} = 0 ] || chown "$owner" "$folder"
cd "$folder"

# A language's order of texts, so that a column which forgot to be in the order of its bytes shows.
"${as_owner[@]}" initdb -D data -U willcall -A trust -N -E UTF8 --locale=C.UTF-8 \
    --locale-provider=icu --icu-locale=en >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
for setting in listen_addresses= "unix_socket_directories=$folder" fsync=off shared_buffers=64MB \
    max_connections=300 autovacuum=off lc_messages=C logging_collector=off "$@"; do
    echo "${setting%%=*} = '${setting#*=}'"
done >>data/postgresql.conf

start() {
    "${as_owner[@]}" pg_ctl start -s -w -D data -l data/log >&2 || { cat data/log >&2; exit 1; }
}
start
echo "$folder"
while read -r order; do
    case $order in
    kill) "${as_owner[@]}" pg_ctl stop -s -m immediate -D data >&2 ;;
    start) start ;;
    esac
    echo done
done
